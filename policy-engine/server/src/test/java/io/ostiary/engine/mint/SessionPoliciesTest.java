package io.ostiary.engine.mint;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.statement;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyDeleted;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.result.StsResult.AssumeRoleResult;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.TestSigner.TestKey;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Session policies take rights away and never give any, whatever becomes of them later. */
final class SessionPoliciesTest {

    private static final String ARN = "arn:aws:iam::111111111111:role/team/Ops";

    private final TestHouse house = new TestHouse();
    private final EntityId role =
            house.role(ONE, "Ops", "/team/", trust("\"*\""), Map.of(), 43_200);
    private final Caller alice = house.userCaller(ONE, house.user(ONE, "alice"));

    @BeforeEach
    void letTheRoleDoEverything() {
        house.put(ONE, role, "all", ALLOW_ALL);
    }

    @Test
    void sessionPoliciesOnlyTakeAway_A038() {
        Caller narrow = session(allow("iam:ListUsers", "*"), List.of());
        assertNull(house.denial(narrow, "iam", "ListUsers", Map.of()));
        assertEquals(
                "AccessDenied: User: arn:aws:sts::111111111111:assumed-role/Ops/my-session is not"
                        + " authorized to perform: iam:ListRoles on resource:"
                        + " arn:aws:iam::111111111111:role/ because no session policy allows the"
                        + " iam:ListRoles action",
                house.denial(narrow, "iam", "ListRoles", Map.of()));
        Caller denyOnly = session(statement("Deny", "s3:*", "*"), List.of());
        assertNotNull(house.denial(denyOnly, "iam", "ListUsers", Map.of()));

        house.put(ONE, role, "all", allow("iam:ListRoles", "*"));
        Caller wide = session(ALLOW_ALL, List.of());
        assertNotNull(house.denial(wide, "iam", "ListUsers", Map.of()));
        assertNull(house.denial(wide, "iam", "ListRoles", Map.of()));
    }

    @Test
    void managedSessionPoliciesAreBoundToTheirIdentity_A038() {
        String arn = "arn:aws:iam::111111111111:policy/Narrow";
        house.event(
                ONE,
                new PolicyCreated(
                        "ANPANARROW", "Narrow", "/", null, allow("iam:List*", "*"), house.now()));
        Caller session = session(null, List.of(arn, "arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
        assertEquals(
                List.of("ANPANARROW", "arn:aws:iam::aws:policy/IAMReadOnlyAccess"),
                assertSession(session).managedPolicies());
        assertNull(house.denial(session, "iam", "ListUsers", Map.of()));
        assertNull(house.denial(session, "iam", "GetUser", Map.of("UserName", "alice")));
        assertNotNull(house.denial(session, "iam", "DeleteUser", Map.of("UserName", "alice")));
    }

    @Test
    void aDeletedSessionPolicyAllowsNothingNotEvenUnderItsOldName_A038() {
        String arn = "arn:aws:iam::111111111111:policy/Narrow";
        house.event(ONE, new PolicyCreated("ANPAOLD", "Narrow", "/", null, ALLOW_ALL, house.now()));
        TestKey key = house.session(alice, assume(ARN, null, null, List.of(arn)));
        Caller before = house.caller(key);
        assertNull(house.denial(before, "iam", "ListUsers", Map.of()));
        house.event(ONE, new PolicyDeleted("ANPAOLD"));
        assertNotNull(house.denial(house.caller(key), "iam", "ListUsers", Map.of()));
        house.event(ONE, new PolicyCreated("ANPANEW", "Narrow", "/", null, ALLOW_ALL, house.now()));
        assertNotNull(house.denial(house.caller(key), "iam", "ListUsers", Map.of()));
        assertNotNull(
                house.denial(before, "iam", "ListUsers", Map.of()),
                "nor for whom it was verified before, and who is judged again");
    }

    @Test
    void sessionPoliciesThatCannotBeAreRefused_A038() {
        String aws = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
        for (String malformed :
                List.of("{", "{\"Version\":\"2012-10-17\",\"Statement\":[]}", "null", "")) {
            assertTrue(
                    house.refusal(alice, assume(ARN, null, malformed, List.of()))
                            .startsWith("MalformedPolicyDocument"),
                    malformed);
        }
        assertInstanceOf(
                Answer.Given.class,
                house.ask(alice, assume(ARN, null, null, Collections.nCopies(10, aws))));
        assertTrue(
                house.refusal(alice, assume(ARN, null, null, Collections.nCopies(11, aws)))
                        .startsWith("ValidationError"));
        assertTrue(
                house.refusal(
                                alice,
                                assume(ARN, null, null, List.of("arn:aws:iam::aws:policy/None")))
                        .startsWith("ValidationError"));
        String full = allow("s3:GetObject", "arn:aws:s3:::" + "b".repeat(1_900));
        assertTrue(
                house.refusal(alice, assume(ARN, null, full, Collections.nCopies(3, aws)))
                        .startsWith("PackedPolicyTooLarge: Packed policy consumes 1"));
        var given =
                assertInstanceOf(
                        Answer.Given.class, house.ask(alice, assume(ARN, null, full, List.of())));
        Integer size = assertInstanceOf(AssumeRoleResult.class, given.result()).packedPolicySize();
        assertNotNull(size);
        assertTrue(size > 90 && size <= 100, "size " + size);
    }

    @Test
    void aRestrictedSessionFindsNoWayAround_A039() {
        Caller restricted = session(allow("s3:GetObject", "*"), List.of());
        assertTrue(
                String.valueOf(house.denial(restricted, "iam", "CreateAccessKey", Map.of()))
                        .startsWith("ValidationError"));
        assertTrue(
                String.valueOf(house.denial(restricted, "iam", "ChangePassword", Map.of()))
                        .startsWith("InvalidUserType"));
        assertTrue(
                String.valueOf(
                                house.denial(
                                        restricted, "iam", "GetUser", Map.of("UserName", "alice")))
                        .startsWith("AccessDenied"));
        house.role(ONE, "Account", trust("{\"AWS\":\"arn:aws:iam::111111111111:root\"}"), Map.of());
        assertTrue(
                house.refusal(restricted, assume("arn:aws:iam::111111111111:role/Account"))
                        .startsWith("AccessDenied"));
    }

    private Caller session(@Nullable String policy, List<String> arns) {
        return house.caller(house.session(alice, assume(ARN, null, policy, arns)));
    }

    private static Caller.Session assertSession(Caller caller) {
        Caller.Session session = caller.session();
        assertNotNull(session);
        return session;
    }
}
