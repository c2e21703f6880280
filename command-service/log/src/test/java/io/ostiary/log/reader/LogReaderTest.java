package io.ostiary.log.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.log.Consumed;
import io.ostiary.log.TestLog;
import io.ostiary.log.codec.AccountKey;
import io.ostiary.log.codec.AccountKeyCodec;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LogReaderTest {
    private static final Duration ASK_AGAIN = Duration.ofMillis(1);

    private TestLog log;
    private long nextAccount = 1_000;

    @BeforeAll
    void start() {
        log = new TestLog();
    }

    @AfterAll
    void stop() {
        log.close();
    }

    @Test
    void aReaderHasFoldedEverythingBeforeItsFirstLease() throws Exception {
        var accounts = new ArrayList<AccountId>();
        for (int i = 0; i < 20; i++) {
            accounts.add(account());
            log.write(accounts.getLast(), 10);
        }
        var sink = new MemorySink();
        try (LogReader reader = reader(sink)) {
            assertFalse(reader.mayAnswer(accounts.getFirst()));
            reader.start();
            reader.ready().get(30, TimeUnit.SECONDS);
            for (AccountId account : accounts) {
                assertEquals(10, sink.revision(account));
                assertTrue(reader.mayAnswer(account));
            }
            assertEquals(reader.lease(), sink.lease);
        }
        assertFalse(sink.lease.granted(), "a closed reader answers nothing");
    }

    @Test
    void whatWasCommittedIsFoldedAndWhatWasAbortedIsNot() throws Exception {
        var sink = new MemorySink();
        AccountId ana = account();
        try (LogReader reader = reader(sink)) {
            reader.start();
            reader.ready().get(30, TimeUnit.SECONDS);
            for (int i = 0; i < 20; i++) {
                log.writeAndAbort(ana, 3);
                long revision = log.write(ana, 2);
                assertTrue(reader.progress().await(ana, revision).get(10, TimeUnit.SECONDS));
                assertEquals(revision, sink.revision(ana));
            }
            assertEquals(List.of(), sink.problems);
            assertTrue(reader.health().isGreen());
        }
    }

    @Test
    void aReaderGoesOnWhereItsSinkStands() throws Exception {
        AccountId ana = account();
        var sink = new MemorySink();
        log.write(ana, 5);
        runUntil(sink, ana, 5);
        log.write(ana, 5);
        runUntil(sink, ana, 10);
        assertEquals(0, sink.restarts);
        assertEquals(List.of(), sink.problems);
    }

    @Test
    void aSinkOfAnotherLogIsFoldedAnew() throws Exception {
        AccountId ana = account();
        log.write(ana, 5);
        int partition = TestLog.partition(ana);
        var sink = new MemorySink();
        runUntil(sink, ana, 5);
        Mark mark = sink.markOf(partition);
        List<Mark> others =
                List.of(
                        mark(mark, "other", mark.topicId(), mark.last(), mark.digest()),
                        mark(mark, mark.clusterId(), "other", mark.last(), mark.digest()),
                        mark(mark, mark.clusterId(), mark.topicId(), mark.last(), "other"),
                        mark(mark, mark.clusterId(), mark.topicId(), 1L << 40, mark.digest()));
        for (Mark other : others) {
            var store = new MemorySink();
            runUntil(store, ana, 5);
            store.marks.put(partition, other);
            runUntil(store, ana, 5);
            assertEquals(1, store.restarts, other.toString());
            assertEquals(List.of(), store.problems);
            assertEquals(mark, store.markOf(partition));
        }
    }

    private static Mark mark(Mark old, String cluster, String topic, long last, String digest) {
        return new Mark(cluster, topic, Math.max(old.next(), last + 1), last, digest);
    }

    /** A119: an account is refused from its poison record on, others go on, health is red. */
    @Test
    void poisonRefusesOneAccountAndHealthSaysWhere() throws Exception {
        AccountId ana = account();
        AccountId ben = account();
        var sink = new MemorySink();
        try (LogReader reader = reader(sink)) {
            reader.start();
            reader.ready().get(30, TimeUnit.SECONDS);
            log.write(ana, 1);
            var good = TestLog.record(Consumed.envelope(ana, log.next(ana)));
            Consumed.ofUnknownType(good.headers());
            log.write(List.of(good));
            long revision = log.write(ben, 3);
            assertTrue(reader.progress().await(ben, revision).get(10, TimeUnit.SECONDS));
            log.write(ana, 1);
            assertFalse(reader.progress().await(ana, 3).get(10, TimeUnit.SECONDS));
            assertEquals(1, sink.revision(ana));
            assertFalse(reader.mayAnswer(ana));
            assertTrue(reader.mayAnswer(ben));
            Health health = reader.health();
            assertFalse(health.isGreen());
            Refusal refusal =
                    health.refusals().stream()
                            .filter(each -> each.account().equals(ana))
                            .findFirst()
                            .orElseThrow();
            assertEquals(TestLog.partition(ana), refusal.partition());
            assertEquals(sink.refusalOf(ana), refusal);
        }
    }

    @Test
    void theKeyOfAnAccountIsKnownBeforeItsFirstEvent() throws Exception {
        var keys = new AccountKeyCodec();
        var sink = new MemorySink();
        sink.expectKeys();
        var expected = new HashSet<AccountId>();
        try (TestLog own = new TestLog()) {
            var reader =
                    new LogReader(
                            ReaderConfig.alone("keys"),
                            own.as(Acls.ENGINE),
                            sink,
                            sink,
                            LeaseClock.system(),
                            Reporting.NONE);
            try (reader) {
                for (int i = 0; i < 60; i++) {
                    AccountId account = account();
                    expected.add(account);
                    ProducerRecord<byte[], byte[]> key =
                            keys.encode(
                                            account,
                                            new AccountKey.WrappedKey(1, new SealedSecret("k")))
                                    .to(Topics.ACCOUNT_KEYS, TestLog.partition(account));
                    var opened = new AccountOpened("r", account, "n", "e", null, Consumed.AT);
                    own.write(
                            List.of(
                                    TestLog.record(
                                            Consumed.envelope(account, own.next(account), opened)),
                                    key));
                    if (i == 20) {
                        reader.start();
                        reader.ready().get(30, TimeUnit.SECONDS);
                    }
                    if (i > 20) {
                        assertTrue(reader.progress().await(account, 1).get(10, TimeUnit.SECONDS));
                    }
                }
            }
        }
        assertEquals(List.of(), sink.problems);
        assertEquals(expected, Set.copyOf(sink.keys.keySet()));
    }

    /** Cut off from the log it refuses after its lease; when the log is back it goes on. */
    @Test
    void aReaderThatIsCutOffRefusesAfterItsLease() throws Exception {
        try (TestLog own = new TestLog()) {
            AccountId ana = account();
            own.write(ana, 1);
            var sink = new MemorySink();
            var config = new ReaderConfig("cut", Duration.ofSeconds(1));
            try (LogReader reader =
                    new LogReader(
                            config,
                            own.as(Acls.PROJECTION),
                            sink,
                            null,
                            LeaseClock.system(),
                            Reporting.NONE)) {
                reader.start();
                reader.ready().get(30, TimeUnit.SECONDS);
                assertTrue(reader.mayAnswer(ana));
                own.stopBroker();
                long stopped = System.nanoTime();
                until(() -> !reader.mayAnswer(ana));
                assertTrue(System.nanoTime() - stopped < Duration.ofSeconds(2).toNanos());
                own.startBroker();
                long revision = own.write(ana, 1);
                assertTrue(reader.progress().await(ana, revision).get(30, TimeUnit.SECONDS));
                until(() -> reader.mayAnswer(ana));
                assertEquals(0, sink.restarts);
            }
        }
    }

    @Test
    void aSinkThatCanStoreNothingStopsTheReader() throws Exception {
        var sink = new MemorySink();
        AccountId ana = account();
        try (LogReader reader = reader(sink)) {
            reader.start();
            reader.ready().get(30, TimeUnit.SECONDS);
            sink.broken = true;
            log.write(ana, 1);
            until(() -> !reader.health().running());
            assertFalse(reader.mayAnswer(ana));
            assertTrue(sink.refusals.isEmpty());
        }
    }

    @Test
    void aReaderMayBeClosedWhileItStartsOrBeforeItStarted() {
        reader(new MemorySink()).close();
        for (int i = 0; i < 5; i++) {
            LogReader reader = reader(new MemorySink());
            reader.start();
            reader.close();
            assertTrue(reader.ready().isDone());
        }
    }

    private void runUntil(MemorySink sink, AccountId account, long revision) throws Exception {
        try (LogReader reader = reader(sink)) {
            reader.start();
            reader.ready().get(30, TimeUnit.SECONDS);
            assertTrue(reader.progress().await(account, revision).get(10, TimeUnit.SECONDS));
        }
    }

    private LogReader reader(MemorySink sink) {
        @Nullable KeySink none = null;
        return new LogReader(
                ReaderConfig.alone("test"),
                log.as(Acls.PROJECTION),
                sink,
                none,
                LeaseClock.system(),
                Reporting.NONE);
    }

    private AccountId account() {
        return AccountId.of(nextAccount++);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
        }
    }
}
