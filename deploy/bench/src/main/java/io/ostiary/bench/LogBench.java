package io.ostiary.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.reader.Reporting;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.projection.fold.ProjectionSink;
import io.ostiary.projection.store.RocksStore;
import io.ostiary.standalone.Standalone;
import io.ostiary.standalone.StandaloneOptions;
import io.ostiary.standalone.folder.DataFolder;
import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.FirstStart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a long log costs: replaying it, and starting on it. Starts are child processes, timed from
 * their launch.
 */
final class LogBench {

    private static final List<String> SERVICES =
            List.of(Acls.GATEWAY, Acls.WRITER, Acls.PROJECTION, Acls.ENGINE);
    private static final int PARTITIONS = 4;
    private static final double EVENTS_PER_SECOND = 100_000;

    private final Path work;
    private final int events;

    LogBench(Path work, int events) {
        this.work = work;
        this.events = events;
    }

    List<Row> run() throws IOException {
        Path house = work.resolve("house");
        Bench.step("starts on empty folders");
        double broker = Child.readyMillis("broker", work.resolve("broker"));
        double empty = Child.readyMillis("house", house);
        var start =
                Row.atMost(
                        "start to ready, empty data",
                        millis(broker) + " (broker alone)",
                        millis(empty),
                        empty / broker,
                        2.5);

        Bench.step(String.format(Locale.ROOT, "writing %,d events", events));
        double[] rates;
        var folder = DataFolder.open(house);
        try {
            var users = Stream.concat(Stream.of(EmbeddedBroker.SUPER_USER), SERVICES.stream());
            var identity = FirstStart.ensure(folder.files(), null, users.toList());
            var logins =
                    SERVICES.stream()
                            .map(
                                    name ->
                                            new BrokerUser(
                                                    name,
                                                    identity.broker().password(name).revealText()))
                            .toList();
            var layout =
                    new BrokerLayout(
                            folder.kafka(),
                            identity.broker().password(EmbeddedBroker.SUPER_USER).revealText(),
                            logins,
                            Durability.PROCESS,
                            0);
            try (var running = EmbeddedBroker.start(layout)) {
                new EventGenerator(clients(running, identity, Acls.WRITER), PARTITIONS)
                        .write(events);
                Bench.step("replaying them, both read models at once");
                rates = replay(running, identity);
            }
        } finally {
            folder.close();
        }

        Bench.step("starts on the long log");
        Child.readyMillis("house", house);
        double clean = Child.readyMillis("house", house);
        Child.killWhenReady(house);
        double killed = Child.readyMillis("house", house);
        return List.of(
                replayed("projection", rates[0]),
                replayed("engine", rates[1]),
                start,
                Row.atMost(
                        String.format(Locale.ROOT, "SIGKILL to ready, %,d events", events),
                        millis(clean) + " (clean restart)",
                        millis(killed),
                        killed / clean,
                        2));
    }

    /** Events a second of projection and engine, each from its start to its first lease. */
    private double[] replay(EmbeddedBroker broker, FirstStart identity) {
        var clock = LeaseClock.system();
        var store = RocksStore.open(work.resolve("replayed"));
        var sink = new ProjectionSink(store, PARTITIONS, clock, new SimpleMeterRegistry());
        var fold = new EngineFold(PARTITIONS, clock);
        try (store;
                var projection =
                        new LogReader(
                                ReaderConfig.alone("projection"),
                                clients(broker, identity, Acls.PROJECTION),
                                sink,
                                null,
                                clock,
                                Reporting.NONE);
                var engine =
                        new LogReader(
                                ReaderConfig.alone("engine"),
                                clients(broker, identity, Acls.ENGINE),
                                fold,
                                fold,
                                clock,
                                Reporting.NONE)) {
            long begun = System.nanoTime();
            projection.start();
            engine.start();
            var projectionDone = projection.ready().thenApply(_ -> System.nanoTime() - begun);
            var engineDone = engine.ready().thenApply(_ -> System.nanoTime() - begun);
            return new double[] {
                events / (projectionDone.join() / 1e9), events / (engineDone.join() / 1e9)
            };
        }
    }

    private static LogClients clients(EmbeddedBroker broker, FirstStart identity, String user) {
        return new LogClients(
                LogConnection.plain(
                        broker.bootstrapServers(), user, identity.broker().password(user)));
    }

    private Row replayed(String model, double rate) {
        return new Row(
                String.format(Locale.ROOT, "replay of %,d events, %s, both running", events, model),
                "–",
                String.format(Locale.ROOT, "%,.0f events/s", rate),
                rate / EVENTS_PER_SECOND,
                "≥ 100,000/s",
                rate >= EVENTS_PER_SECOND);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1_000);
    }

    /** What the child processes run. */
    static void startHouse(Path data) {
        Standalone.start(
                new StandaloneOptions(data, new Endpoint(0, "us-east-1"), null, Durability.DISK),
                _ -> {});
    }
}
