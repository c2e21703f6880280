package io.ostiary.engine.fold;

import static io.ostiary.engine.TestHouse.ONE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.AccountEvent.CredentialReportGenerated;
import io.ostiary.contract.event.CredentialEvent.CredentialUsed;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.AccountKey.ShreddedKey;
import io.ostiary.log.codec.AccountKey.WrappedKey;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.EventRecord;
import io.ostiary.log.reader.Halt;
import io.ostiary.log.reader.Lease;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.Mark;
import io.ostiary.log.reader.Refusal;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.state.view.OutOfSequence;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What was folded is seen when it is published, whole, and as long as the lease holds. */
final class EngineFoldTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AccountId TWO = new AccountId("222222222222");

    private final AccountKeys keys =
            new AccountKeys(MasterKey.random().derive(Purpose.ACCOUNT_KEY));
    private static final Mark MARK = new Mark("c", "t", 1, 0, "d");

    private long nanos;
    private Instant wall = NOW;
    private final EngineFold fold =
            new EngineFold(4, new LeaseClock(() -> this.wall, () -> this.nanos));

    private static EventEnvelope event(AccountId account, long revision, Event event) {
        return new EventEnvelope(
                account, revision, NOW, "r", new EventEnvelope.Source("t", revision), event);
    }

    private static EventEnvelope opened(AccountId account) {
        return event(account, 1, new AccountOpened("r", account, "A", "a@b.c", null, NOW));
    }

    private void fold(EventEnvelope... events) {
        var records = new ArrayList<EventRecord>();
        for (EventEnvelope event : events) {
            records.add(new EventRecord(0, event.revision(), event));
        }
        fold.fold(new Batch(0, records, Set.of(), List.of(), MARK));
    }

    private AccountSnapshot account(AccountId id) {
        AccountSnapshot account = fold.snapshot().account(id);
        assertNotNull(account);
        return account;
    }

    @Test
    void theLeaseIsOverWhenEitherClockSaysSo() {
        assertFalse(fold.snapshot().isFresh());
        var lease = new Lease(true, 2_000, NOW.toEpochMilli() + 2_000);
        fold.lease(lease);
        assertTrue(fold.snapshot().isFresh());
        nanos = 2_000;
        assertFalse(fold.snapshot().isFresh());
        nanos = 0;
        wall = NOW.plusMillis(2_000);
        assertFalse(fold.snapshot().isFresh());
    }

    @Test
    void aBatchIsSeenWholeAndSnapshotsOfOtherAccountsStay() {
        fold(opened(ONE), opened(TWO));
        AccountSnapshot one = account(ONE);
        AccountSnapshot two = account(TWO);

        fold(event(ONE, 2, new UserCreated("AIDA1", "a", "/", NOW)));
        assertNotSame(one, account(ONE));
        assertSame(two, account(TWO));
        assertNull(one.state().userNamed("a"));
        assertEquals(2, fold.revision(ONE));
        assertEquals(0, fold.revision(new AccountId("333333333333")));
    }

    @Test
    void aUseLeavesWhatIsCompiledAndAnyOtherChangeDropsIt() {
        fold(opened(ONE));
        AccountSnapshot before = account(ONE);
        before.derive("AKIA1", "compiled");

        var used = new CredentialUsed("AKIA1", "iam", "us-east-1", NOW);
        fold(event(ONE, 2, used), event(ONE, 3, new CredentialReportGenerated(NOW)));
        assertEquals("compiled", account(ONE).derived("AKIA1"));
        assertEquals(3, fold.revision(ONE));
        assertNotNull(account(ONE).state().lastUse("AKIA1"));
        assertNull(before.state().lastUse("AKIA1"));

        fold(event(ONE, 4, used), event(ONE, 5, new UserCreated("AIDA1", "a", "/", NOW)));
        assertNull(account(ONE).derived("AKIA1"));
    }

    @Test
    void aBatchThatCannotBeAppliedLeavesNothingBehind() {
        fold(opened(ONE));
        EngineSnapshot before = fold.snapshot();
        var good = event(ONE, 2, new UserCreated("AIDA1", "a", "/", NOW));
        var gap = event(ONE, 4, new UserCreated("AIDA2", "b", "/", NOW));
        assertThrows(OutOfSequence.class, () -> fold(good, gap));
        assertSame(before, fold.snapshot());
        assertEquals(1, fold.revision(ONE));
    }

    @Test
    void refusalsAndHaltsCloseWhatTheyConcernAndNoMore() {
        fold(opened(ONE), opened(TWO));
        int partition = AccountPartitioner.partitionOf(ONE, 4);
        var refusal = new Refusal(ONE, partition, 7, Refusal.Cause.UNREADABLE, "x");
        fold.fold(new Batch(partition, List.of(), Set.of(), List.of(refusal), MARK));
        assertTrue(fold.snapshot().isRefused(ONE));
        assertFalse(fold.snapshot().isRefused(TWO));
        assertEquals(List.of(refusal), fold.refusals());
        fold.fold(new Batch(partition, List.of(), Set.of(ONE), List.of(), MARK));
        assertFalse(fold.snapshot().isRefused(ONE));

        fold.halt(new Halt(partition, 9, "y"));
        assertTrue(fold.snapshot().isRefused(ONE));
        assertEquals(
                AccountPartitioner.partitionOf(TWO, 4) == partition,
                fold.snapshot().isRefused(TWO));
        fold.restart();
        assertFalse(fold.snapshot().isRefused(ONE));
        assertNull(fold.snapshot().account(ONE));
        assertFalse(fold.snapshot().isFresh());
        assertTrue(fold.mark(0).isEmpty());
    }

    @Test
    void theKeyMayComeBeforeOrAfterTheAccountAndAShreddedOneStaysAway() {
        DataKey key = keys.create(ONE);
        fold.accountKey(ONE, new WrappedKey(1, keys.wrap(key, 1)));
        fold(opened(ONE), opened(TWO));
        assertTrue(fold.knows(ONE));
        assertFalse(fold.knows(TWO));
        assertNotNull(account(ONE).dataKey(keys));
        assertNull(account(TWO).dataKey(keys));
        fold.accountKey(TWO, new WrappedKey(1, keys.wrap(keys.create(TWO), 1)));
        assertNotNull(account(TWO).dataKey(keys));

        fold.accountKey(ONE, new ShreddedKey());
        assertNull(account(ONE).dataKey(keys));
        fold.accountKey(ONE, new WrappedKey(2, keys.wrap(key, 2)));
        assertNull(account(ONE).dataKey(keys));
    }

    @Test
    void anotherAccountsKeyOpensNothing_A132() {
        fold(opened(ONE));
        fold.accountKey(ONE, new WrappedKey(1, keys.wrap(keys.create(TWO), 1)));
        assertNull(account(ONE).dataKey(keys));
    }
}
