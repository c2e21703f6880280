package io.ostiary.state.view;

import static io.ostiary.state.view.History.ACCOUNT;
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
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Table;

import org.junit.jupiter.api.Test;

import java.util.List;

class AccountOverlayTest {
    private final AccountState below = fold(user("ana"), user("bob"), user("cid"));
    private final AccountOverlay overlay = new AccountOverlay(below);

    private void apply(Event event) {
        overlay.apply(envelope(ACCOUNT, overlay.revision() + 1, event));
    }

    @Test
    void whatItAddsIsSeenAboveAndNotBelow() {
        apply(user("dan"));
        apply(new UserDeleted("AIDAbob"));
        assertNotNull(overlay.userNamed("dan"));
        assertNotNull(overlay.userById("AIDAana"));
        assertNull(overlay.userNamed("bob"));
        assertNull(overlay.userById("AIDAbob"));
        assertEquals(5, overlay.revision());
        assertNull(below.userNamed("dan"));
        assertNotNull(below.userNamed("bob"));
        assertEquals(3, below.revision());
    }

    @Test
    void aScanMergesBoth() {
        apply(user("b2"));
        apply(user("aaa"));
        apply(new UserDeleted("AIDAbob"));
        assertEquals(List.of("aaa", "ana", "b2", "cid"), names(overlay.scan(Table.USERS, "")));
        assertEquals(List.of("b2"), names(overlay.scan(Table.USERS, "b")));
        assertEquals(List.of("ana", "b2", "cid"), names(overlay.scan(Table.USERS, "", "aaa")));
        assertEquals(List.of("cid"), names(overlay.scan(Table.USERS, "", "b2")));
    }

    @Test
    void aRowIsToldOnceAndADeletedOneWithoutEntity() {
        apply(user("dan"));
        apply(new UserDeleted("AIDAdan"));
        apply(user("dan"));
        apply(new UserDeleted("AIDAana"));
        List<String> rows =
                overlay.changedRows().stream()
                        .map(row -> row.key() + (row.entity() == null ? " gone" : ""))
                        .toList();
        assertEquals(List.of("ana gone", "dan", "AIDAana gone", "AIDAdan"), rows);
    }

    @Test
    void onlyTheNextEventOfItsOwnAccountIsTakenAndAnUnfitOneChangesNothing() {
        for (long revision : new long[] {0, 3, 5}) {
            assertThrows(
                    OutOfSequence.class,
                    () -> overlay.apply(envelope(ACCOUNT, revision, user("dan"))));
        }
        var other = new AccountId("444455556666");
        assertThrows(Defect.class, () -> overlay.apply(envelope(other, 4, user("dan"))));
        assertThrows(Defect.class, () -> apply(user("ana")));
        assertTrue(overlay.changedRows().isEmpty());
        assertEquals(3, overlay.revision());
    }

    @Test
    void anOverlayFitsOnlyWhereItBegan() {
        apply(user("dan"));
        AccountState moved = History.after(below, user("eve"));
        assertThrows(Defect.class, () -> moved.after(overlay));
        AccountState other = AccountState.empty(new AccountId("444455556666"));
        assertThrows(Defect.class, () -> other.after(overlay));
    }

    @Test
    void anAccountAfterAnOverlayIsTheAccountAfterItsEvents() {
        apply(user("dan"));
        apply(new UserDeleted("AIDAdan"));
        apply(user("eve"));
        apply(new UserDeleted("AIDAcid"));
        AccountState expected =
                History.after(
                        below,
                        user("dan"),
                        new UserDeleted("AIDAdan"),
                        user("eve"),
                        new UserDeleted("AIDAcid"));
        AccountState after = below.after(overlay);
        assertEquals(expected.revision(), after.revision());
        assertEquals(expected.tables(), after.tables());
    }
}
