package io.ostiary.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.contract.id.AccountId;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.log.reader.KeySink;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.reader.Reporting;
import io.ostiary.log.reader.Sink;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.projection.fold.ProjectionSink;
import io.ostiary.projection.store.RocksStore;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Both read models, folded from the first event at the same time; the broker is in the same
 * process, as it is in the house. The time is from the reader's start to its first lease.
 *
 * @param projection nanoseconds
 * @param engine nanoseconds
 */
record Replay(long projection, long engine) {

    /**
     * @param store a folder that is not there yet
     * @throws IllegalStateException when a reader did not fold all of it
     */
    static Replay of(HouseLog log, int partitions, BenchHistory history, Path store) {
        var clock = LeaseClock.system();
        var rocks = RocksStore.open(store);
        var sink =
                new ProjectionSink(
                        rocks, partitions, clock, clock.wall(), new SimpleMeterRegistry());
        var fold = new EngineFold(partitions, clock);
        try (rocks;
                var projection = reader("projection", log.as(Acls.PROJECTION), sink, null, clock);
                var engine = reader("engine", log.as(Acls.ENGINE), fold, fold, clock)) {
            long begun = System.nanoTime();
            projection.start();
            engine.start();
            CompletableFuture<Long> projected =
                    projection.ready().thenApply(_ -> System.nanoTime() - begun);
            CompletableFuture<Long> compiled =
                    engine.ready().thenApply(_ -> System.nanoTime() - begun);
            var replay = new Replay(projected.join(), compiled.join());
            check(history, "projection", sink);
            check(history, "engine", fold);
            return replay;
        }
    }

    static LogReader reader(
            String name, LogClients clients, Sink sink, @Nullable KeySink keys, LeaseClock clock) {
        return new LogReader(ReaderConfig.alone(name), clients, sink, keys, clock, Reporting.NONE);
    }

    static void check(BenchHistory history, String name, Sink sink) {
        if (!sink.refusals().isEmpty()) {
            throw new IllegalStateException(name + " refuses accounts: the history is not valid");
        }
        for (int i = 0; i < history.accounts(); i++) {
            AccountId account = history.account(i);
            long folded = sink.revision(account);
            if (folded != history.lastRevision(i)) {
                throw new IllegalStateException(
                        name
                                + " has account "
                                + account
                                + " at "
                                + folded
                                + ", not at "
                                + history.lastRevision(i));
            }
        }
    }
}
