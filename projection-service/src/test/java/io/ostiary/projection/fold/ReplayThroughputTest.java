package io.ostiary.projection.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.reader.Reporting;
import io.ostiary.log.topic.Acls;
import io.ostiary.projection.History;
import io.ostiary.projection.store.RocksStore;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prints how many events a second the reader brings from the broker into the store. */
@Tag("nightly")
final class ReplayThroughputTest {

    private static final int ACCOUNTS = 50;
    private static final int ROUNDS = 5_000;

    @TempDir Path directory;

    @Test
    void prints() {
        try (var broker = new Broker(directory.resolve("broker"))) {
            var histories = new ArrayList<History>();
            for (int i = 0; i < ACCOUNTS; i++) {
                histories.add(History.opened(AccountId.of(111_111_111_000L + i).value()));
            }
            long total = 0;
            for (int i = 0; i < ROUNDS; i++) {
                var batch = new ArrayList<EventEnvelope>();
                for (History history : histories) {
                    batch.addAll(more(history, i));
                }
                total += batch.size();
                broker.write(batch);
            }
            for (String name : List.of("first", "second")) {
                replay(broker, name, total);
            }
        }
    }

    private static List<EventEnvelope> more(History history, int round) {
        int before = history.events().size() == 1 ? 0 : history.events().size();
        String name = "user" + round;
        history.user(name);
        history.tag(History.userRef(name), "team", "red");
        history.attach(History.userRef(name), "arn:aws:iam::aws:policy/ReadOnlyAccess");
        history.user("other" + round);
        var added = List.copyOf(history.events().subList(before, history.events().size()));
        return added;
    }

    private void replay(Broker broker, String name, long total) {
        var meters = new SimpleMeterRegistry();
        try (var store = RocksStore.open(directory.resolve(name))) {
            var sink = new ProjectionSink(store, Broker.PARTITIONS, LeaseClock.system(), meters);
            long start = System.nanoTime();
            try (var reader =
                    new LogReader(
                            ReaderConfig.alone("projection"),
                            broker.as(Acls.PROJECTION),
                            sink,
                            null,
                            LeaseClock.system(),
                            Reporting.NONE)) {
                reader.start();
                reader.ready().orTimeout(300, TimeUnit.SECONDS).join();
                double seconds = (System.nanoTime() - start) / 1e9;
                assertEquals(total, meters.get("ostiary.projection.events").counter().count());
                System.out.printf(
                        "replay: %,d events in %.2f s, %,.0f events/s%n",
                        total, seconds, total / seconds);
            }
        }
    }
}
