package io.ostiary.log.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.Consumed;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.topic.AccountPartitioner;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

final class FoldingTest {

    private static final EventCodec CODEC = new EventCodec();
    private static final int PARTITIONS = 4;
    private static final AccountId ANA = AccountId.of(1);
    private static final int P = AccountPartitioner.partitionOf(ANA, PARTITIONS);
    private static final AccountId BEN = other(ANA, 1);
    private static final AccountId EVE = other(BEN, 1);

    private final MemorySink sink = new MemorySink();
    private Folding folding = folding();

    @Test
    void eventsAreFoldedInOrder() {
        Map<AccountId, Long> touched = fold(event(ANA, 1, 0), event(BEN, 1, 1), event(ANA, 2, 2));
        assertEquals(Map.of(ANA, 2L, BEN, 1L), touched);
        assertEquals(2, sink.revision(ANA));
        assertEquals(3, sink.markOf(P).next());
        assertEquals(2, sink.markOf(P).last());
    }

    @Test
    void everySplitOfTheSameRecordsGivesTheSame() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            records.add(event(i % 3 == 0 ? ANA : BEN, i % 3 == 0 ? i / 3 + 1 : i - i / 3, i));
        }
        records.set(5, poison(records.get(5)));
        Map<AccountId, List<EventRecord>> expected = null;
        for (int split = 0; split < 1 << 7; split++) {
            var fresh = new MemorySink();
            var each = new Folding(fresh, PARTITIONS, "c", "t");
            int from = 0;
            for (int i = 0; i < records.size(); i++) {
                if (i == 7 || (split & 1 << i) != 0) {
                    each.fold(decoded(records.subList(from, i + 1)));
                    from = i + 1;
                }
            }
            if (expected == null) {
                expected = Map.copyOf(fresh.histories);
            }
            assertEquals(expected, fresh.histories);
            assertEquals(5, fresh.refusalOf(BEN).offset());
            assertEquals(8, fresh.markOf(P).next());
        }
    }

    /** A118. */
    @Test
    void aRecordOnTheWrongPartitionHaltsIt() {
        AccountId stranger = elsewhere();
        fold(event(ANA, 1, 0), event(stranger, 1, 1), event(ANA, 2, 2));
        assertTrue(folding.isHalted(P));
        assertEquals(1, sink.revision(ANA));
        assertEquals(0, sink.revision(stranger));
        assertEquals(List.of(new Halt(P, 1, "the record lies on the wrong partition")), sink.halts);
        assertEquals(1, sink.markOf(P).next());
        assertTrue(folding.isRefused(ANA));
        assertFalse(folding.isRefused(stranger), "its own partition goes on");
    }

    /** A118. */
    @Test
    void anUnreadableKeyHaltsThePartition() {
        var good = event(ANA, 1, 0);
        fold(Consumed.with("nobody".getBytes(UTF_8), good.value(), good.headers(), P, 0));
        assertTrue(folding.isHalted(P));
        assertTrue(sink.histories.isEmpty());
        assertTrue(sink.marks.isEmpty());
    }

    /** A118: key and payload differ. */
    @Test
    void anotherAccountInTheHeadersRefusesTheKeysAccount() {
        var mixed = event(BEN, 1, 1);
        fold(
                event(ANA, 1, 0),
                Consumed.with(ANA.value().getBytes(UTF_8), mixed.value(), mixed.headers(), P, 1),
                event(ANA, 2, 2),
                event(BEN, 1, 3));
        assertEquals(1, sink.revision(ANA));
        assertEquals(1, sink.revision(BEN));
        assertEquals(Set.of(ANA), sink.refusals.keySet());
        assertEquals(1, sink.refusalOf(ANA).offset());
    }

    /** A119. */
    @Test
    void aPoisonRecordRefusesItsAccountFromThereAndOthersGoOn() {
        fold(event(ANA, 1, 0), event(BEN, 1, 1), poison(event(ANA, 2, 2)), event(BEN, 2, 3));
        fold(event(ANA, 3, 4), event(BEN, 3, 5));
        assertEquals(1, sink.revision(ANA));
        assertEquals(3, sink.revision(BEN));
        assertTrue(folding.isRefused(ANA));
        Refusal refusal = sink.refusalOf(ANA);
        assertEquals(2, refusal.offset());
        assertEquals(Refusal.Cause.UNREADABLE, refusal.cause());
        assertEquals(6, sink.markOf(P).next());
    }

    @Test
    void aGapOrARepetitionRefusesTheAccount() {
        fold(event(ANA, 1, 0), event(ANA, 3, 1), event(BEN, 1, 2), event(BEN, 1, 3));
        assertEquals(Refusal.Cause.OUT_OF_SEQUENCE, sink.refusalOf(ANA).cause());
        assertEquals(Refusal.Cause.OUT_OF_SEQUENCE, sink.refusalOf(BEN).cause());
        fold(event(EVE, 2, 4));
        assertEquals(Set.of(ANA, BEN, EVE), sink.refusals.keySet());
    }

    @Test
    void anEventThatCannotBeAppliedRefusesItsAccountOnly() {
        sink.cannotApply("request-3");
        Map<AccountId, Long> touched =
                fold(
                        event(ANA, 1, 0),
                        event(BEN, 1, 1),
                        event(ANA, 2, 2),
                        event(ANA, 3, 3),
                        event(ANA, 4, 4),
                        event(BEN, 2, 5),
                        event(EVE, 1, 6));
        assertEquals(2, sink.revision(ANA));
        assertEquals(2, sink.revision(BEN));
        assertEquals(1, sink.revision(EVE));
        assertEquals(Refusal.Cause.NOT_APPLICABLE, sink.refusalOf(ANA).cause());
        assertEquals(3, sink.refusalOf(ANA).offset());
        assertEquals(Map.of(ANA, Long.MAX_VALUE, BEN, 2L, EVE, 1L), touched);
    }

    @Test
    void aBrokenSinkIsNobodysFault() {
        sink.broken = true;
        assertThrows(SinkBroken.class, () -> fold(event(ANA, 1, 0)));
        assertTrue(sink.refusals.isEmpty());
        assertFalse(folding.isRefused(ANA));
    }

    @Test
    void aNewerVersionResumesWhereTheAccountWasRefused() {
        sink.cannotApply("request-2");
        fold(event(ANA, 1, 0), event(ANA, 2, 1), event(BEN, 1, 2), event(ANA, 3, 3));
        sink.canApplyAll();
        folding = folding();
        assertEquals(1, folding.start(P));
        assertTrue(folding.isRefused(ANA), "until it is folded");
        fold(event(ANA, 2, 1), event(BEN, 1, 2));
        assertTrue(folding.isRefused(ANA), "until all that was passed over is folded");
        assertEquals(2, sink.refusalOf(ANA).offset());
        fold(event(ANA, 3, 3), event(ANA, 4, 4));
        assertFalse(folding.isRefused(ANA));
        assertEquals(4, sink.revision(ANA));
        assertEquals(1, sink.revision(BEN));
        assertTrue(sink.refusals.isEmpty());
        assertEquals(5, sink.markOf(P).next());
    }

    /** A119: a stop in between must not lose what lies below the mark. */
    @Test
    void aTryThatIsCutShortGoesOnWhereItWas() {
        sink.cannotApply("request-2");
        fold(event(ANA, 1, 0), event(ANA, 2, 1), event(ANA, 3, 2), event(BEN, 1, 3));
        Refusal first = sink.refusalOf(ANA);
        sink.canApplyAll();
        folding = folding();
        fold(event(ANA, 2, 1));
        assertTrue(sink.refusalOf(ANA).isRestOf(first), "nothing new, for whoever reports it");
        assertFalse(first.isRestOf(first));
        folding = folding();
        assertEquals(2, folding.start(P));
        assertTrue(folding.isRefused(ANA));
        assertEquals(Map.of(ANA, 3L), fold(event(ANA, 3, 2), event(BEN, 1, 3)));
        assertFalse(folding.isRefused(ANA));
        assertTrue(sink.refusals.isEmpty());
        assertEquals(List.of(), sink.problems);
    }

    /** A119: whatever an older version could not fold, and wherever a newer one is stopped. */
    @Test
    void aNewerVersionEndsWithAllHoweverOftenItIsStopped() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var next = new HashMap<AccountId, Long>();
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            for (int offset = 0; offset < 40; offset++) {
                AccountId account = List.of(ANA, BEN, EVE).get(random.nextInt(3));
                records.add(event(account, next.merge(account, 1L, Long::sum), offset));
            }
            var store = new MemorySink();
            store.cannotApply("request-" + (1 + random.nextInt(4)));
            store.cannotApply("request-" + (1 + random.nextInt(12)));
            foldSome(store, records, 40, random);
            assertFalse(store.refusals.isEmpty(), "seed " + seed);
            for (int session = random.nextInt(6); session > 0; session--) {
                foldSome(store, records, random.nextInt(40), random);
                if (random.nextInt(3) == 0) {
                    store.canApplyAll();
                }
            }
            store.canApplyAll();
            foldSome(store, records, 40, random);
            next.forEach((account, last) -> assertEquals(last, store.revision(account)));
            assertTrue(store.refusals.isEmpty(), "seed " + seed);
            assertEquals(List.of(), store.problems, "seed " + seed);
        }
    }

    /** One session, from where it has to begin, stopped at a record. */
    private static void foldSome(
            MemorySink store,
            List<ConsumerRecord<byte[], byte[]>> records,
            int stop,
            Random random) {
        var each = new Folding(store, PARTITIONS, "c", "t");
        for (int at = (int) each.start(P); at < stop; ) {
            int end = Math.min(stop, at + 1 + random.nextInt(10));
            each.fold(decoded(records.subList(at, end)));
            at = end;
        }
    }

    @Test
    void theSameVersionRefusesAgainWhatItRefused() {
        fold(event(ANA, 1, 0), poison(event(ANA, 2, 1)), event(BEN, 1, 2));
        folding = folding();
        fold(poison(event(ANA, 2, 1)), event(BEN, 1, 2), event(ANA, 3, 3), event(BEN, 2, 4));
        assertEquals(1, sink.revision(ANA));
        assertEquals(2, sink.revision(BEN));
        assertEquals(1, sink.refusalOf(ANA).offset());
        assertTrue(sink.problems.isEmpty());
    }

    /** Poison anywhere, batches of any size, restarts in between: always the same end. */
    @Test
    void randomLogsEndTheSameHoweverTheyAreRead() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            List<AccountId> accounts = List.of(ANA, BEN, EVE);
            var next = new HashMap<AccountId, Long>();
            var firstBad = new HashMap<AccountId, Long>();
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            for (int offset = 0; offset < 40; offset++) {
                AccountId account = accounts.get(random.nextInt(3));
                long revision = next.merge(account, 1L, Long::sum);
                var record = event(account, revision, offset);
                if (random.nextInt(30) == 0) {
                    record = poison(record);
                    firstBad.putIfAbsent(account, revision);
                }
                records.add(record);
            }
            var store = new MemorySink();
            int at = 0;
            int sessions = 0;
            while (at < records.size()) {
                var each = new Folding(store, PARTITIONS, "c", "t");
                at = (int) each.start(P);
                sessions++;
                for (int batches = random.nextInt(4) + sessions;
                        batches >= 0 && at < 40;
                        batches--) {
                    int end = Math.min(40, at + 1 + random.nextInt(10));
                    each.fold(decoded(records.subList(at, end)));
                    at = end;
                }
            }
            for (AccountId account : accounts) {
                long expected =
                        firstBad.containsKey(account)
                                ? firstBad.get(account) - 1
                                : next.getOrDefault(account, 0L);
                assertEquals(expected, store.revision(account), "seed " + seed);
            }
            assertEquals(firstBad.keySet(), store.refusals.keySet(), "seed " + seed);
            assertEquals(List.of(), store.problems, "seed " + seed);
        }
    }

    @SafeVarargs
    private Map<AccountId, Long> fold(ConsumerRecord<byte[], byte[]>... records) {
        return folding.fold(decoded(List.of(records)));
    }

    private static DecodedBatch decoded(List<ConsumerRecord<byte[], byte[]>> records) {
        return DecodedBatch.of(CODEC, records);
    }

    private Folding folding() {
        return new Folding(sink, PARTITIONS, "cluster", "topic");
    }

    private static ConsumerRecord<byte[], byte[]> event(
            AccountId account, long revision, long offset) {
        return Consumed.event(account, revision, P, offset);
    }

    private static ConsumerRecord<byte[], byte[]> poison(ConsumerRecord<byte[], byte[]> record) {
        var headers = new RecordHeaders(record.headers());
        Consumed.ofUnknownType(headers);
        return Consumed.with(record.key(), record.value(), headers, P, record.offset());
    }

    private static AccountId other(AccountId than, int step) {
        long number = than.number() + step;
        while (AccountPartitioner.partitionOf(AccountId.of(number), PARTITIONS) != P) {
            number += step;
        }
        return AccountId.of(number);
    }

    private static AccountId elsewhere() {
        long number = 1;
        while (AccountPartitioner.partitionOf(AccountId.of(number), PARTITIONS) == P) {
            number++;
        }
        return AccountId.of(number);
    }
}
