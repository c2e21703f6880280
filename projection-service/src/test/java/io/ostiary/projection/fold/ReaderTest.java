package io.ostiary.projection.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.reader.Reporting;
import io.ostiary.log.topic.Acls;
import io.ostiary.projection.History;
import io.ostiary.projection.RandomHistory;
import io.ostiary.projection.store.RocksStore;
import io.ostiary.projection.store.Rows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The store behind the real reader, on a real broker. */
@Timeout(120)
final class ReaderTest {

    private final Path directory;
    private final Broker broker;
    private final History left = RandomHistory.of("111111111111", 400, new Random(3));
    private final History right = RandomHistory.of("333333333333", 400, new Random(4));

    ReaderTest(@TempDir Path directory) {
        this.directory = directory;
        this.broker = new Broker(directory.resolve("broker"));
    }

    @BeforeEach
    void theAccountsLieApart() {
        assertFalse(
                Broker.partition(left.account()) == Broker.partition(right.account()),
                "choose other account ids");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    /** A store with its reader, ready to answer. */
    private final class Running implements AutoCloseable {
        final RocksStore store;
        final ProjectionSink sink;
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final LogReader reader;

        Running(String name) {
            store = RocksStore.open(directory.resolve(name));
            sink =
                    new ProjectionSink(
                            store,
                            Broker.PARTITIONS,
                            LeaseClock.system(),
                            InstantSource.system(),
                            meters);
            reader =
                    new LogReader(
                            ReaderConfig.alone("projection"),
                            broker.as(Acls.PROJECTION),
                            sink,
                            null,
                            LeaseClock.system(),
                            Reporting.NONE);
            reader.start();
            reader.ready().orTimeout(60, TimeUnit.SECONDS).join();
        }

        void await(AccountId account, long revision) {
            reader.progress().await(account, revision).orTimeout(60, TimeUnit.SECONDS).join();
        }

        double folded() {
            return meters.get("ostiary.projection.events").counter().count();
        }

        @Override
        public void close() {
            reader.close();
            store.close();
        }
    }

    @Test
    void aReaderThatWasKilledGoesOnWhereItsStoreStands() {
        broker.write(left.events().subList(0, 200));
        broker.write(right.events().subList(0, 200));
        try (var first = new Running("store")) {
            assertEquals(200, first.store.revision(left.account()));
            assertTrue(first.sink.mayAnswer(right.account()));
            broker.write(left.events().subList(200, 250));
            first.await(left.account(), 250);
        }
        broker.write(left.events().subList(250, 400));
        broker.write(right.events().subList(200, 400));
        try (var second = new Running("store");
                var fresh = new Running("fresh")) {
            assertEquals(350, second.folded());
            assertEquals(800, fresh.folded());
            assertEquals(Rows.of(fresh.store), Rows.of(second.store));
        }
    }

    @Test
    void aStoreOfAnotherLogIsDeletedAndFoldedAgain() throws Exception {
        broker.write(left.events());
        try (var first = new Running("store")) {
            assertEquals(400, first.store.revision(left.account()));
        }
        broker.loseTheLog();
        broker.write(right.events());
        try (var second = new Running("store")) {
            assertEquals(0, second.store.revision(left.account()));
            assertEquals(400, second.store.revision(right.account()));
            assertTrue(
                    Rows.of(second.store).stream()
                            .noneMatch(row -> row.startsWith(left.account().value())));
        }
    }

    @Test
    void anUnreadableEventRefusesItsAccountAndNoOther_A119() {
        broker.write(left.events());
        broker.writeUnreadable(right.account());
        broker.write(right.events());
        try (var running = new Running("store")) {
            assertEquals(400, running.store.revision(left.account()));
            assertEquals(List.of(right.account()), List.copyOf(running.store.refusals().keySet()));
            assertEquals(0, running.store.revision(right.account()));
        }
        // Kept over a restart, and still true then.
        try (var running = new Running("store")) {
            assertEquals(List.of(right.account()), List.copyOf(running.store.refusals().keySet()));
        }
    }
}
