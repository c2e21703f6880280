package io.ostiary.engine;

import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.allow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.GroupEvent.GroupCreated;
import io.ostiary.contract.event.GroupEvent.UserAddedToGroup;
import io.ostiary.contract.event.GroupEvent.UserRemovedFromGroup;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.port.Caller;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Map;

/** What the lesson means: alice, her group and her role. */
final class LessonTest {

    private final TestHouse house = new TestHouse();

    @Test
    void rootMayDoAnythingInItsAccount() {
        Caller root = house.caller(house.key(ONE, house.root(ONE)), "iam");

        assertEquals("arn:aws:iam::111111111111:root", root.arn());
        assertEquals("111111111111", root.userId());
        assertNull(house.denial(root, "iam", "CreateUser", Map.of("UserName", "alice")));
    }

    @Test
    void aliceIsDeniedByDefaultAndToldWhy() {
        EntityId alice = house.user(ONE, "alice");
        Caller caller = house.userCaller(ONE, alice);

        assertEquals(
                "AccessDenied: User: arn:aws:iam::111111111111:user/alice is not authorized to"
                        + " perform: iam:ListUsers on resource: arn:aws:iam::111111111111:user/"
                        + " because no identity-based policy allows the iam:ListUsers action",
                house.denial(caller, "iam", "ListUsers", Map.of()));
    }

    @Test
    void aGroupsPolicyCountsAtTheNextCallAndNoLongerAfterLeaving() {
        EntityId alice = house.user(ONE, "alice");
        Caller caller = house.userCaller(ONE, alice);
        var group = new EntityId(EntityKind.GROUP, "AGPADEVELOPERS");
        house.event(ONE, new GroupCreated(group.uniqueId(), "Developers", "/", house.now()));
        house.event(ONE, new UserAddedToGroup(group.uniqueId(), alice.uniqueId()));
        house.put(ONE, group, "read", allow("iam:List*", "*"));

        assertNull(house.denial(caller, "iam", "ListUsers", Map.of()));
        assertEquals(
                "AccessDenied",
                code(house.denial(caller, "iam", "CreateUser", Map.of("UserName", "x"))));

        house.event(ONE, new PolicyAttached(group, "arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
        assertNull(house.denial(caller, "iam", "GetUser", Map.of("UserName", "bob")));

        house.event(ONE, new UserRemovedFromGroup(group.uniqueId(), alice.uniqueId()));
        assertEquals("AccessDenied", code(house.denial(caller, "iam", "ListUsers", Map.of())));
    }

    static String code(@Nullable String denial) {
        return denial == null ? "allowed" : denial.substring(0, denial.indexOf(':'));
    }
}
