package io.ostiary.engine.mint;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AttachmentEvent;
import io.ostiary.contract.event.RoleEvent.RoleDeleted;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.Authentication.Refused;
import io.ostiary.contract.port.Engine.Authentication.Verified;
import io.ostiary.contract.port.StsRequest.AssumeRole;
import io.ostiary.contract.result.StsResult.AssumeRoleResult;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.TestSigner;
import io.ostiary.engine.TestSigner.TestKey;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** AssumeRole: what is given, to whom, for how long, and what is refused. */
final class AssumeRoleTest {

    private static final String ARN = "arn:aws:iam::111111111111:role/team/Ops";

    private static final String DENY_ASSUME =
            """
            {"Version": "2012-10-17", "Statement":
             {"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*"}}\
            """;

    private final TestHouse house = new TestHouse();
    private EntityId role = house.role(ONE, "Ops", "/team/", trust("\"*\""), Map.of(), 43_200);
    private Caller alice = house.userCaller(ONE, house.user(ONE, "alice"));

    @BeforeEach
    void letTheRoleDoEverything() {
        house.put(ONE, role, "all", ALLOW_ALL);
    }

    @Test
    void theAnswerIsWhatTheSessionIs() {
        var answer = assertInstanceOf(Answer.Given.class, house.ask(alice, assume(ARN)));
        var result = assertInstanceOf(AssumeRoleResult.class, answer.result());
        assertNotNull(result.assumedRoleUser());
        assertNotNull(result.credentials());
        assertEquals(
                "arn:aws:sts::111111111111:assumed-role/Ops/my-session",
                result.assumedRoleUser().arn());
        assertEquals(role.uniqueId() + ":my-session", result.assumedRoleUser().assumedRoleId());
        assertEquals(house.now().plusSeconds(3_600), result.credentials().expiration());
        assertEquals(40, result.credentials().secretAccessKey().length());
        assertTrue(result.credentials().sessionToken().length() < 1_000);
        assertNull(result.packedPolicySize());
        var id = new AccessKeyId(result.credentials().accessKeyId());
        assertTrue(id.isSession());
        assertEquals(ONE, id.account());

        Caller session = house.caller(TestHouse.key(result.credentials()), "iam");
        assertEquals(result.assumedRoleUser().arn(), session.arn());
        assertEquals(result.assumedRoleUser().assumedRoleId(), session.userId());
        assertNull(house.denial(session, "iam", "ListUsers", Map.of()));
    }

    @Test
    void rootMayNotAssumeRoles_A040() {
        Caller root = house.caller(house.key(ONE, house.root(ONE)));
        assertEquals(
                "AccessDenied: Roles may not be assumed by root accounts.",
                house.refusal(root, assume(ARN)));
    }

    @Test
    void aMissingRoleAndOneThatDoesNotTrustAnswerAlike_A034() {
        house.role(ONE, "Closed", trust("{\"Service\":\"ec2.amazonaws.com\"}"), Map.of());
        house.role(TWO, "Closed", trust("{\"Service\":\"ec2.amazonaws.com\"}"), Map.of());
        for (String account : List.of("111111111111", "222222222222", "999999999999")) {
            String closed = "arn:aws:iam::" + account + ":role/Closed";
            String none = "arn:aws:iam::" + account + ":role/Nobody";
            assertEquals(
                    "AccessDenied: User: arn:aws:iam::111111111111:user/alice is not authorized to"
                            + " perform: sts:AssumeRole on resource: "
                            + closed,
                    house.refusal(alice, assume(closed)));
            assertEquals(
                    house.refusal(alice, assume(closed)).replace("Closed", "Nobody"),
                    house.refusal(alice, assume(none)));
        }
    }

    /** Why is told within the account, of what the caller's own policies deny. */
    @Test
    void anExplicitDenyOfTheCallersOwnIsNamedWhetherTheRoleExistsOrNot_A034() {
        EntityId ben = house.user(ONE, "ben");
        house.put(ONE, ben, "never", DENY_ASSUME);
        Caller denied = house.userCaller(ONE, ben);
        String other = ARN.replace("111111111111", "222222222222");
        for (String arn : List.of(ARN, ARN + "None", other)) {
            assertEquals(
                    "AccessDenied: User: arn:aws:iam::111111111111:user/ben is not authorized to"
                            + " perform: sts:AssumeRole on resource: "
                            + arn
                            + (arn.equals(other)
                                    ? ""
                                    : " with an explicit deny in an identity-based policy"),
                    house.refusal(denied, assume(arn)));
        }
    }

    /** A denial that looks at the role's tags would tell a role that exists from a missing one. */
    @ParameterizedTest
    @ValueSource(strings = {"StringEquals", "StringNotEquals"})
    void aDenialByTheRolesTagsTellsNothingOfIt_A034(String operator) {
        EntityId closed =
                house.role(ONE, "Closed", trust("{\"Service\":\"ec2.amazonaws.com\"}"), Map.of());
        house.event(ONE, new AttachmentEvent.Tagged(closed, List.of(new Tag("team", "x"))));
        EntityId ben = house.user(ONE, "ben");
        house.put(
                ONE,
                ben,
                "by-tag",
                """
                {"Version": "2012-10-17", "Statement":
                 {"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*",
                  "Condition": {"%s": {"aws:ResourceTag/team": "x"}}}}\
                """
                        .formatted(operator));
        Caller caller = house.userCaller(ONE, ben);
        String there = "arn:aws:iam::111111111111:role/Closed";
        assertEquals(
                house.refusal(caller, assume(there)).replace("Closed", "Nobody"),
                house.refusal(caller, assume(there.replace("Closed", "Nobody"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111111111111:role/Ops",
                "arn:aws:iam::111111111111:role/team/ops",
                "arn:aws:iam::111111111111:role/team/Ops ",
                "arn:aws:iam::111111111111:role/team/O*",
                "arn:aws:iam::111111111111:role/*",
                "arn:aws-cn:iam::111111111111:role/team/Ops",
                "arn:aws:iam::*:role/team/Ops",
                "arn:aws:iam:us-east-1:111111111111:role/team/Ops",
                "arn:aws:sts::111111111111:assumed-role/Ops/x",
                "role/team/Ops"
            })
    void theArnMustBeTheRolesOwn_A044(String arn) {
        String refusal = house.refusal(alice, assume(arn));
        assertTrue(
                refusal.startsWith("AccessDenied") || refusal.startsWith("ValidationError"),
                refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a:b", "a\nb", "x", "nämlich", "a b"})
    void aSessionNameIsOneSegment_A044(String name) {
        assertTrue(house.refusal(alice, named(name, null)).startsWith("ValidationError"));
    }

    @Test
    void theExternalIdIsComparedExactly_A035() {
        house.role(
                ONE,
                "Vendor",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},
                "Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"Key-7"},
                "StringLike":{"sts:RoleSessionName":"my-*"}}}}\
                """,
                Map.of());
        String arn = "arn:aws:iam::111111111111:role/Vendor";
        assertInstanceOf(Answer.Given.class, house.ask(alice, external(arn, "Key-7")));
        for (String wrong : List.of("key-7", "Key", "Key-77", "**")) {
            assertTrue(
                    house.refusal(alice, external(arn, wrong)).startsWith("AccessDenied"), wrong);
        }
        assertTrue(house.refusal(alice, assume(arn)).startsWith("AccessDenied"));
    }

    @Test
    void aChainedRoleLastsAnHourAtMost_A036() {
        Caller session = house.caller(house.session(alice, assume(ARN)));
        assertEquals(
                "ValidationError: The requested DurationSeconds exceeds the 1 hour session limit"
                        + " for roles assumed by role chaining.",
                house.refusal(session, assume(ARN, 3_601, null, List.of())));
        assertInstanceOf(
                Answer.Given.class, house.ask(session, assume(ARN, 3_600, null, List.of())));
        assertInstanceOf(
                Answer.Given.class, house.ask(alice, assume(ARN, 43_200, null, List.of())));
    }

    @Test
    void durationsAreWithinTheRolesMaximum_A037() {
        house.role(ONE, "Short", trust("\"*\""), Map.of());
        String arn = "arn:aws:iam::111111111111:role/Short";
        assertEquals(
                "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set"
                        + " for this role.",
                house.refusal(alice, assume(arn, 3_601, null, List.of())));
        for (int seconds : new int[] {899, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertTrue(
                    house.refusal(alice, assume(arn, seconds, null, List.of()))
                            .startsWith("ValidationError"));
        }
        assertInstanceOf(Answer.Given.class, house.ask(alice, assume(arn, 900, null, List.of())));
    }

    @Test
    void aSessionEndsAtItsExpirationOnEveryEngine_A029() {
        TestKey key = house.session(alice, assume(ARN, 900, null, List.of()));
        house.pass(Duration.ofSeconds(899));
        assertInstanceOf(Verified.class, house.authenticate(key, "iam"));
        house.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    "ExpiredToken: The security token included in the request is expired",
                    error(house.authenticate(key, "iam")));
            house.pass(Duration.ofSeconds(1));
        }
        try (var other = house.service()) {
            assertEquals(
                    "ExpiredToken",
                    error(
                                    other.authenticate(TestSigner.post(key, "iam", house.now()))
                                            .toCompletableFuture()
                                            .join())
                            .split(":", 2)[0]);
        }
    }

    @Test
    void aDeletedRolesSessionIsDeadAndARecreatedRoleDoesNotReviveIt_A030() {
        TestKey key = house.session(alice, assume(ARN));
        Caller authenticated = house.caller(key, "iam");
        house.event(ONE, new RoleDeleted(role.uniqueId()));
        String dead =
                "InvalidClientTokenId: The security token included in the request is invalid.";

        assertEquals(dead, error(house.authenticate(key, "iam")));
        assertEquals(dead, house.denial(authenticated, "iam", "ListUsers", Map.of()));
        role = house.role(ONE, "Ops", "/team/", trust("\"*\""), Map.of(), 43_200);
        house.put(ONE, role, "all", ALLOW_ALL);
        assertEquals(dead, error(house.authenticate(key, "iam")));
        assertEquals(dead, house.denial(authenticated, "iam", "ListUsers", Map.of()));
        assertInstanceOf(
                Verified.class, house.authenticate(house.session(alice, assume(ARN)), "iam"));
    }

    @Test
    void whatIsNotBuiltIsRefusedNotIgnored() {
        var tagged =
                new AssumeRole(
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        ARN,
                        "my-session",
                        null,
                        null,
                        List.of(new Tag("a", "b")),
                        null,
                        List.of());
        var identified =
                new AssumeRole(
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        ARN,
                        "my-session",
                        null,
                        "me",
                        List.of(),
                        null,
                        List.of());
        var factored =
                new AssumeRole(
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        ARN,
                        "my-session",
                        "arn:aws:iam::111111111111:mfa/a",
                        null,
                        List.of(),
                        Secret.of("123456"),
                        List.of());
        assertEquals(
                "NotImplemented: The parameter Tags of AssumeRole is not implemented.",
                house.refusal(alice, tagged));
        assertTrue(house.refusal(alice, identified).startsWith("NotImplemented"));
        assertEquals(
                "AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass"
                        + " code.",
                house.refusal(alice, factored));
    }

    @Test
    void neitherAnswerNorCallerPrintsASecret_A129() {
        var answer = assertInstanceOf(Answer.Given.class, house.ask(alice, assume(ARN)));
        var result = assertInstanceOf(AssumeRoleResult.class, answer.result());
        assertNotNull(result.credentials());
        String printed = answer + " " + house.caller(TestHouse.key(result.credentials()));
        assertFalse(printed.contains(result.credentials().secretAccessKey().revealText()));
        assertFalse(printed.contains(result.credentials().sessionToken().revealText()));
    }

    private static AssumeRole external(String arn, String externalId) {
        return new AssumeRole(
                null,
                externalId,
                null,
                List.of(),
                List.of(),
                arn,
                "my-session",
                null,
                null,
                List.of(),
                null,
                List.of());
    }

    private static AssumeRole named(String name, @Nullable String policy) {
        return new AssumeRole(
                null, null, policy, List.of(), List.of(), ARN, name, null, null, List.of(), null,
                List.of());
    }

    private static String error(Authentication answer) {
        Refused refused = assertInstanceOf(Refused.class, answer);
        return refused.error().code() + ": " + refused.error().message();
    }
}
