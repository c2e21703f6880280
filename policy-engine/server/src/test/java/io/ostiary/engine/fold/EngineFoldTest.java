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
import io.ostiary.contract.event.AttachmentEvent.InlinePolicyPut;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.engine.TestHouse;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.state.view.OutOfSequence;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/** What was folded is seen when it is published, whole, and as long as the lease holds. */
final class EngineFoldTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AccountId TWO = new AccountId("222222222222");

    private final AccountKeys keys =
            new AccountKeys(MasterKey.random().derive(Purpose.ACCOUNT_KEY));
    private final EngineFold fold = new EngineFold();

    private static EventEnvelope event(AccountId account, long revision, Event event) {
        return new EventEnvelope(
                account, revision, NOW, "r", new EventEnvelope.Source("t", revision), event);
    }

    private static EventEnvelope opened(AccountId account) {
        return event(account, 1, new AccountOpened("r", account, "A", "a@b.c", null, NOW));
    }

    @Test
    void beforeTheFirstLeaseNothingIsFresh() {
        assertFalse(fold.snapshot().isFresh());
    }

    @Test
    void aBatchIsSeenWholeAndSnapshotsOfOtherAccountsStay() {
        fold.apply(opened(ONE));
        fold.apply(opened(TWO));
        assertNull(fold.snapshot().account(ONE));
        fold.publish(() -> true);
        EngineSnapshot first = fold.snapshot();
        assertNotNull(first.account(ONE));

        fold.apply(event(ONE, 2, new UserCreated("AIDA1", "a", "/", NOW)));
        fold.publish(() -> true);
        assertNotSame(first.account(ONE), fold.snapshot().account(ONE));
        assertSame(first.account(TWO), fold.snapshot().account(TWO));
        AccountSnapshot before = first.account(ONE);
        assertNotNull(before);
        assertNull(before.state().userNamed("a"));
    }

    @Test
    void anEventOutOfSequenceIsNotApplied() {
        fold.apply(opened(ONE));
        var gap = event(ONE, 3, new UserCreated("AIDA1", "a", "/", NOW));
        assertThrows(OutOfSequence.class, () -> fold.apply(gap));
        fold.refuse(ONE, "gap");
        fold.publish(() -> true);
        assertTrue(fold.snapshot().isRefused(ONE));
        assertFalse(fold.snapshot().isRefused(TWO));
    }

    @Test
    void theKeyMayComeBeforeOrAfterTheAccountAndAShreddedOneStaysAway() {
        DataKey key = keys.create(ONE);
        fold.keep(ONE, 1, keys.wrap(key, 1));
        fold.apply(opened(ONE));
        fold.apply(opened(TWO));
        fold.publish(() -> true);
        assertTrue(hasKey(ONE));
        assertFalse(hasKey(TWO));
        fold.keep(TWO, 1, keys.wrap(keys.create(TWO), 1));
        fold.publish(() -> true);
        assertTrue(hasKey(TWO));

        fold.shred(ONE);
        fold.publish(() -> true);
        assertFalse(hasKey(ONE));
        fold.keep(ONE, 2, keys.wrap(key, 2));
        fold.publish(() -> true);
        assertFalse(hasKey(ONE));
    }

    @Test
    void anotherAccountsKeyOpensNothing_A132() {
        fold.apply(opened(ONE));
        fold.keep(ONE, 1, keys.wrap(keys.create(TWO), 1));
        fold.publish(() -> true);
        assertFalse(hasKey(ONE));
    }

    private boolean hasKey(AccountId id) {
        AccountSnapshot account = fold.snapshot().account(id);
        assertNotNull(account);
        return account.dataKey(keys) != null;
    }

    @Test
    void replayIsFastBecauseItCompilesNothing() {
        int users = 50_000;
        long revision = 0;
        fold.apply(opened(ONE));
        revision++;
        long start = System.nanoTime();
        for (int i = 0; i < users; i++) {
            String id = "AIDA" + i;
            fold.apply(event(ONE, ++revision, new UserCreated(id, "user" + i, "/", NOW)));
            fold.apply(
                    event(
                            ONE,
                            ++revision,
                            new InlinePolicyPut(
                                    new EntityId(EntityKind.USER, id), "p", TestHouse.ALLOW_ALL)));
            if (i % 250 == 0) {
                fold.publish(() -> true);
            }
        }
        fold.publish(() -> true);
        long rate = 2L * users * 1_000_000_000L / (System.nanoTime() - start);
        System.out.println("engine fold: " + rate + " events/s in one account of " + users);
        AccountSnapshot account = fold.snapshot().account(ONE);
        assertNotNull(account);
        assertEquals(revision, account.state().revision());
    }
}
