package io.ostiary.log.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.TestLog;
import io.ostiary.log.codec.JsonCodec;
import io.ostiary.log.reader.ForgettingSink;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Readers and a gateway as in processes of their own: they meet on iam.progress only. */
@Execution(ExecutionMode.CONCURRENT)
final class ClusterReadersTest {
    private static final Duration ASK_AGAIN = Duration.ofMillis(1);

    private static final AccountId ANA = AccountId.of(1);
    private static final Duration LEASE = Duration.ofSeconds(4);

    private final List<ProgressReporter> reporters = new ArrayList<>();
    private TestLog log;
    private ProgressWatcher watcher;

    @BeforeEach
    void start() throws Exception {
        log = new TestLog();
        watcher =
                new ProgressWatcher(
                        log.as(Acls.GATEWAY),
                        TestLog.SETTINGS.partitions(),
                        LEASE,
                        Duration.ofSeconds(10),
                        System::nanoTime);
        watcher.start();
        watcher.ready().get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        watcher.close();
        reporters.forEach(ProgressReporter::close);
        log.close();
    }

    @Test
    void aWriteIsVisibleOnEveryReaderWhenTheWaitEnds() throws Exception {
        var one = new ForgettingSink();
        var two = new ForgettingSink();
        try (LogReader engine = reader(Acls.ENGINE, one);
                LogReader projection = reader(Acls.PROJECTION, two)) {
            begin(engine);
            begin(projection);
            for (int i = 0; i < 50; i++) {
                long revision = log.write(ANA, 1);
                assertTrue(await(revision));
                assertTrue(one.revision(ANA) >= revision);
                assertTrue(two.revision(ANA) >= revision);
            }
        }
    }

    @Test
    void aReaderThatHasLeftIsNotWaitedForAndASilentOneForItsLease() throws Exception {
        var sink = new ForgettingSink();
        try (LogReader engine = reader(Acls.ENGINE, sink)) {
            begin(engine);
            try (LogReader leaving = reader(Acls.PROJECTION, new ForgettingSink())) {
                begin(leaving);
            }
            long begun = System.nanoTime();
            assertTrue(await(log.write(ANA, 1)));
            assertTrue(System.nanoTime() - begun < LEASE.toNanos(), "nobody is silent");

            announce("never-reports");
            begun = System.nanoTime();
            assertTrue(await(log.write(ANA, 1)));
            assertTrue(System.nanoTime() - begun >= LEASE.toNanos(), "its lease may hold");

            begun = System.nanoTime();
            assertTrue(await(log.write(ANA, 1)));
            assertTrue(System.nanoTime() - begun < LEASE.toNanos(), "it was dropped");
        }
    }

    /**
     * A reader names a revision when it folds it, once. One that was started since has folded it
     * before it had a name.
     */
    @Test
    void aRevisionFromBeforeEveryReadersStartIsAwaitedByPosition() throws Exception {
        long old = log.write(ANA, 3);
        try (LogReader engine = reader(Acls.ENGINE, new ForgettingSink());
                LogReader projection = reader(Acls.PROJECTION, new ForgettingSink())) {
            begin(engine);
            begin(projection);
            long begun = System.nanoTime();
            assertTrue(await(old));
            assertTrue(System.nanoTime() - begun < LEASE.toNanos(), "nobody is silent");
        }
    }

    @Test
    void withoutAnyReaderTheAnswerIsThatItMayNotBeVisible() throws Exception {
        assertFalse(await(log.write(ANA, 1)));
    }

    /** No heartbeat: while nothing happens nothing is written. */
    @Test
    void anIdleReaderWritesNothingAndKeepsItsLease() throws Exception {
        try (LogReader engine = reader(Acls.ENGINE, new ForgettingSink())) {
            begin(engine);
            assertTrue(await(log.write(ANA, 1)));
            var lease = engine.lease();
            while (engine.lease().untilNanos() - lease.untilNanos() < LEASE.toNanos()) {
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
            long before = progressEnd();
            lease = engine.lease();
            while (engine.lease().untilNanos() - lease.untilNanos() < LEASE.toNanos()) {
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
            assertEquals(before, progressEnd());
            assertTrue(engine.mayAnswer(ANA));
        }
    }

    private long progressEnd() {
        var progress = new TopicPartition(Topics.PROGRESS, 0);
        try (var consumer = log.as(Acls.GATEWAY).reader("test")) {
            return consumer.endOffsets(List.of(progress)).getOrDefault(progress, -1L);
        }
    }

    private void announce(String id) throws Exception {
        byte[] value = JsonCodec.of(ReaderReport.class).encode(new ReaderReport.Announced("test"));
        try (var producer = log.as(Acls.ENGINE).producer("test")) {
            producer.send(new ProducerRecord<>(Topics.PROGRESS, 0, id.getBytes(UTF_8), value))
                    .get();
        }
    }

    private boolean await(long revision) throws Exception {
        return watcher.await(ANA, revision).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void begin(LogReader reader) throws Exception {
        reader.start();
        reader.ready().get(30, TimeUnit.SECONDS);
    }

    private LogReader reader(String user, ForgettingSink sink) {
        var reporter =
                new ProgressReporter(
                        log.as(user).producer(user + "-reports"), user, Duration.ofSeconds(1));
        reporters.add(reporter);
        return new LogReader(
                new ReaderConfig(user, LEASE),
                log.as(user),
                sink,
                null,
                LeaseClock.system(),
                reporter);
    }
}
