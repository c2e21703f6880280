package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Ways from a little to more (attacks §3, §4 and §9), each with the honest twin beside it. */
@ExtendWith(RunningHouse.Shared.class)
final class EscalationTest {
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";

    private final RunningHouse house;
    private final Tenant tenant;

    EscalationTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
    }

    @Test
    void aKeyForOneselfIsNoKeyForAnother() { // A089
        var alice =
                tenant.user(
                        "alice", Documents.allow("iam:CreateAccessKey", tenant.arn("user/alice")));
        tenant.user("boss", Documents.allow("*", "*"));
        var iam = alice.client().iam();
        denied(() -> iam.createAccessKey(r -> r.userName("boss")));
        denied(() -> iam.createAccessKey(r -> r.userName("BOSS")));
        denied(() -> iam.createAccessKey(r -> r.userName("root")));
        denied(() -> iam.createAccessKey(r -> r.userName("nobody")));
        iam.createAccessKey();
    }

    @Test
    void aParameterThatTheOperationDoesNotHaveIsRefused() { // A090
        var admin = tenant.admin().credentials();
        tenant.user("alice");
        try (var calls = new SignedCalls(house.url())) {
            for (String extra : List.of("UserId", "Arn", "CreateDate", "PolicyArn")) {
                var reply = calls.iam(admin, "CreateUser", "UserName", "bob", extra, "x");
                assertEquals("ValidationError", reply.element("Code"), extra);
            }
            var tagged =
                    calls.iam(admin, "UpdateUser", "UserName", "alice", "Tags.member.1.Key", "a");
            assertEquals("ValidationError", tagged.element("Code"));
            assertEquals(200, calls.iam(admin, "CreateUser", "UserName", "bob").status());
        }
    }

    @Test
    void whoMustGiveABoundaryCannotLeaveItOut() { // A091
        String policy =
                """
                {"Version":"2012-10-17","Statement":[
                 {"Effect":"Allow","Action":["iam:CreateUser","iam:PutUserPermissionsBoundary"],
                  "Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"%s"}}},
                 {"Effect":"Deny","Action":"iam:DeleteUserPermissionsBoundary","Resource":"*"}]}\
                """
                        .formatted(READ_ONLY);
        var delegate = tenant.user("delegate", policy);
        var iam = delegate.client().iam();
        String all = "arn:aws:iam::aws:policy/AdministratorAccess";
        denied(() -> iam.createUser(r -> r.userName("free")));
        denied(() -> iam.createUser(r -> r.userName("free").permissionsBoundary(all)));
        iam.createUser(r -> r.userName("fenced").permissionsBoundary(READ_ONLY));
        denied(
                () ->
                        iam.putUserPermissionsBoundary(
                                r -> r.userName("fenced").permissionsBoundary(all)));
        denied(() -> iam.deleteUserPermissionsBoundary(r -> r.userName("fenced")));
    }

    @Test
    void aRoleIsPassedOnlyByWhomPassRoleAllows() { // A094
        tenant.role("Strong", Documents.trustService("ec2.amazonaws.com"));
        tenant.role("Weak", Documents.trustService("ec2.amazonaws.com"));
        var iam = tenant.admin().iam();
        iam.createInstanceProfile(r -> r.instanceProfileName("p"));
        var alice =
                tenant.user(
                        "alice",
                        """
                        {"Version":"2012-10-17","Statement":[
                         {"Effect":"Allow","Action":"iam:AddRoleToInstanceProfile","Resource":"*"},
                         {"Effect":"Allow","Action":"iam:PassRole","Resource":"%s"}]}\
                        """
                                .formatted(tenant.arn("role/Weak")));
        var refused =
                refusal(
                        () ->
                                alice.client()
                                        .iam()
                                        .addRoleToInstanceProfile(
                                                r ->
                                                        r.instanceProfileName("p")
                                                                .roleName("Strong")));
        assertTrue(refused.message().contains("iam:PassRole"), refused.message());
        alice.client()
                .iam()
                .addRoleToInstanceProfile(r -> r.instanceProfileName("p").roleName("Weak"));
    }

    @Test
    void oldSessionsAreShutOutByTheTimeOfTheirToken() { // A031
        var alice = tenant.user("alice");
        String role =
                tenant.role("Worker", Documents.trust(alice.arn()), Documents.allow("iam:*", "*"));
        var old = alice.client().assume(role);
        old.iam().listUsers();
        // A time a second on: token times count whole seconds.
        String until = Instant.now().plusSeconds(1).toString();
        tenant.admin()
                .iam()
                .putRolePolicy(
                        r ->
                                r.roleName("Worker")
                                        .policyName("AWSRevokeOlderSessions")
                                        .policyDocument(
                                                """
                                                {"Version":"2012-10-17","Statement":[
                                                 {"Effect":"Deny","Action":"*","Resource":"*",
                                                  "Condition":{"DateLessThan":
                                                   {"aws:TokenIssueTime":"%s"}}}]}\
                                                """
                                                        .formatted(until)));
        denied(old.iam()::listUsers);
    }

    @Test
    void theRightsOfASessionAreWhatRoleAndSessionPolicyBothAllow() { // A038
        var alice = tenant.user("alice");
        String role =
                tenant.role(
                        "Worker", Documents.trust(alice.arn()), Documents.allow("iam:List*", "*"));
        var wide = session(alice.client(), role, Documents.allow("*", "*"));
        wide.iam().listUsers();
        denied(() -> wide.iam().createUser(r -> r.userName("bob")));
        var narrow = session(alice.client(), role, Documents.allow("iam:ListRoles", "*"));
        narrow.iam().listRoles();
        denied(narrow.iam()::listUsers);
        var nothing = session(alice.client(), role, Documents.deny("iam:ListUsers", "*"));
        denied(nothing.iam()::listRoles);
        assertEquals(
                "MalformedPolicyDocument",
                refusal(() -> session(alice.client(), role, "{\"Statement\":[]}")).code());
    }

    @Test
    void aTokenIsGoodWithItsOwnKeyOnlyAndUnchanged() { // A018, A024, A025, A026
        var alice = tenant.user("alice");
        var one = (AwsSessionCredentials) alice.client().assume(role(alice)).credentials();
        var two = (AwsSessionCredentials) alice.client().assume(role(alice)).credentials();
        String token = one.sessionToken();
        try (var calls = new SignedCalls(house.url())) {
            assertEquals(200, calls.sts(one, "GetCallerIdentity").status());
            var random = new Random(7);
            for (int i = 0; i < 60; i++) {
                int at = random.nextInt(token.length());
                char other = token.charAt(at) == 'A' ? 'B' : 'A';
                invalid(calls, one, token.substring(0, at) + other + token.substring(at + 1));
                invalid(calls, one, token.substring(0, 1 + random.nextInt(token.length() - 1)));
            }
            invalid(calls, one, token + "A");
            invalid(calls, one, token.replace('+', '-').replace('/', '_') + "=");
            invalid(calls, one, two.sessionToken());
            invalid(calls, one, "x".repeat(7_000));
            var longLived = alice.client().credentials();
            invalid(calls, longLived, token);
        }
    }

    private String role(Tenant.Person who) {
        var iam = tenant.admin().iam();
        String name = "Worker";
        return iam.listRoles().roles().stream().anyMatch(r -> r.roleName().equals(name))
                ? tenant.arn("role/" + name)
                : tenant.role(name, Documents.trust(who.arn()));
    }

    private static void invalid(SignedCalls calls, AwsCredentials key, String token) {
        var reply =
                calls.sts(
                        AwsSessionCredentials.create(
                                key.accessKeyId(), key.secretAccessKey(), token),
                        "GetCallerIdentity");
        assertEquals(403, reply.status(), reply.body());
        assertEquals("InvalidClientTokenId", reply.element("Code"), reply.body());
    }

    private static Client session(Client who, String role, String policy) {
        return who.with(
                Client.credentials(
                        who.sts()
                                .assumeRole(
                                        r ->
                                                r.roleArn(role)
                                                        .roleSessionName("session")
                                                        .policy(policy))
                                .credentials()));
    }

    private static void denied(Executable call) {
        var refusal = refusal(call);
        assertEquals("AccessDenied", refusal.code(), refusal.toString());
        assertEquals(403, refusal.status());
    }
}
