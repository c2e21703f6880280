package io.ostiary.writer.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.testkit.FixedEffects;

import org.junit.jupiter.api.Test;

/** What a writer keeps in memory of the accounts of its partition. */
class HistoryTest {

    private final History history = new History();

    private void fold(AccountId account, Event event) {
        long revision = history.account(account).state().revision() + 1;
        var source = new EventEnvelope.Source("topic", revision);
        history.fold(
                new EventEnvelope(account, revision, FixedEffects.START, "request", source, event));
    }

    private void changeRights(AccountId account) {
        long revision = history.account(account).state().revision();
        var user = new EntityId(EntityKind.USER, "AIDA" + revision);
        fold(account, new UserCreated(user.uniqueId(), "u" + revision, "/", FixedEffects.START));
        fold(account, new PolicyAttached(user, "arn:aws:iam::aws:policy/ReadOnlyAccess"));
    }

    private boolean hasDetails(int account) {
        return history.account(AccountId.of(account)).rights().hasDetails();
    }

    /** A032: what is not remembered one by one is still remembered to have been. */
    @Test
    void changesOfRightsAreRememberedOneByOneOfTheAccountsThatChangedLast() {
        for (int account = 1; account <= History.DETAILED; account++) {
            changeRights(AccountId.of(account));
        }
        changeRights(AccountId.of(1));
        assertTrue(hasDetails(2));
        changeRights(AccountId.of(History.DETAILED + 1));

        assertTrue(hasDetails(1), "it has changed since");
        assertFalse(hasDetails(2), "the one that changed longest ago");
        assertTrue(hasDetails(3));
        assertTrue(hasDetails(History.DETAILED + 1));
        RecentRights forgotten = history.account(AccountId.of(2)).rights();
        assertEquals(2, forgotten.newest());
        assertEquals(2, forgotten.forgotten());
    }
}
