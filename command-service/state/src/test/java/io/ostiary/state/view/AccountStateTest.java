package io.ostiary.state.view;

import static io.ostiary.state.view.History.ACCOUNT;
import static io.ostiary.state.view.History.AT;
import static io.ostiary.state.view.History.after;
import static io.ostiary.state.view.History.envelope;
import static io.ostiary.state.view.History.fold;
import static io.ostiary.state.view.History.names;
import static io.ostiary.state.view.History.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.GroupEvent.GroupCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Table;

import org.junit.jupiter.api.Test;

import java.util.List;

class AccountStateTest {
    @Test
    void anEventGivesANewStateAndLeavesTheOldAlone() {
        AccountState before = fold(user("ana"));
        AccountState after = after(before, new UserDeleted("AIDAana"));
        assertNotNull(before.userNamed("ana"));
        assertNull(after.userNamed("ana"));
        assertEquals(1, before.revision());
        assertEquals(2, after.revision());
        assertEquals(0, after.count(Table.USERS));
    }

    @Test
    void onlyTheNextEventOfItsOwnAccountIsTaken() {
        AccountState state = fold(user("ana"));
        for (long revision : new long[] {0, 1, 3}) {
            assertThrows(
                    OutOfSequence.class,
                    () -> state.after(envelope(ACCOUNT, revision, user("bob"))));
        }
        var other = new AccountId("444455556666");
        assertThrows(Defect.class, () -> state.after(envelope(other, 2, user("bob"))));
    }

    @Test
    void aScanBeginsBehindItsPositionAndEndsWithItsPrefix() {
        AccountState state = fold(user("a1"), user("B2"), user("b1"), user("c1"));
        assertEquals(List.of("a1", "b1", "B2", "c1"), names(state.scan(Table.USERS, "")));
        assertEquals(List.of("b1", "B2"), names(state.scan(Table.USERS, "b")));
        assertEquals(List.of("B2", "c1"), names(state.scan(Table.USERS, "", "b1")));
        assertEquals(List.of("B2"), names(state.scan(Table.USERS, "b", "b1")));
        assertEquals(List.of("b1", "B2"), names(state.scan(Table.USERS, "b", "a")));
        assertEquals(List.of(), names(state.scan(Table.USERS, "b", "c")));
        // A position may be of something that is gone since.
        assertEquals(List.of("B2", "c1"), names(state.scan(Table.USERS, "", "b1x")));
        assertTrue(state.hasAny(Table.USERS, "c"));
        assertTrue(!state.hasAny(Table.USERS, "d"));
    }

    @Test
    void namesAreFoundInAnyCaseAndIdsOnlyAsTheyAre() {
        AccountState state = fold(user("Ana"), new GroupCreated("AGPAana", "ana", "/", AT));
        assertNotNull(state.userNamed("ANA"));
        assertNotNull(state.userById("AIDAAna"));
        assertNull(state.userById("aidaana"));
        assertNull(state.userById("AGPAana"));
        assertNotNull(state.groupById("AGPAana"));
    }

    @Test
    void aPolicyIsFoundByAnArnWithItsOwnPath() {
        Event created = new PolicyCreated("ANPA1", "Limit", "/x/", null, "{}", AT);
        AccountState state = fold(created);
        String arn = "arn:aws:iam::" + ACCOUNT + ":policy/x/Limit";
        assertNotNull(state.policyByArn(arn));
        assertNotNull(state.policyByArn(arn.replace("Limit", "limit")));
        assertNull(state.policyByArn(arn.replace("/x/", "/")));
        assertNull(state.policyByArn(arn.replace(ACCOUNT.value(), "444455556666")));
        assertNull(state.policyByArn("Limit"));
    }
}
