package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.time.Instant;

/** Who gets a role's session, and how long it lives. */
@ExtendWith(RunningHouse.Shared.class)
final class AssumeRoleTest {
    private static final Refusal DEAD =
            new Refusal(
                    403,
                    "InvalidClientTokenId",
                    "The security token included in the request is invalid.");

    private final RunningHouse house;
    private final Tenant tenant;
    private final Person alice;

    AssumeRoleTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        alice = tenant.user("alice");
    }

    @Test
    void aliceWhomTheTrustNamesAssumesTheRoleAndNobodyElse() {
        String role = tenant.role("AdminRole", Documents.trust(alice.arn()));
        var answer =
                alice.client()
                        .sts()
                        .assumeRole(r -> r.roleArn(role).roleSessionName("my-temp-session"));
        String session =
                "arn:aws:sts::" + tenant.account() + ":assumed-role/AdminRole/my-temp-session";
        assertEquals(session, answer.assumedRoleUser().arn());
        var left = Duration.between(Instant.now(), answer.credentials().expiration());
        assertTrue(left.toSeconds() > 3_500 && left.toSeconds() <= 3_600, left.toString());
        var identity =
                alice.client()
                        .with(Client.credentials(answer.credentials()))
                        .sts()
                        .getCallerIdentity();
        assertEquals(session, identity.arn());
        assertEquals(answer.assumedRoleUser().assumedRoleId(), identity.userId());

        var bob = tenant.user("bob");
        assertEquals(notTrusted(bob, role), refusal(() -> bob.client().assume(role)));
    }

    @Test
    void rootAssumesNoRole() {
        house.root()
                .iam()
                .createRole(
                        r -> r.roleName("ForRoot").assumeRolePolicyDocument(Documents.trust("*")));
        String role = "arn:aws:iam::" + house.account() + ":role/ForRoot";
        var expected =
                new Refusal(403, "AccessDenied", "Roles may not be assumed by root accounts.");
        assertEquals(expected, refusal(() -> house.root().assume(role)));
        assertEquals(expected, refusal(() -> house.root().assume(role + "Missing")));
    }

    @Test
    void aMissingRoleAndOneThatDoesNotTrustHerAnswerAlike() { // A034
        tenant.grant("alice", Documents.allow("sts:AssumeRole", "*"));
        String untrusting = tenant.role("Untrusting", Documents.trust(tenant.user("bob").arn()));
        String missing = tenant.arn("role/Missing");
        assertEquals(
                notTrusted(alice, untrusting), refusal(() -> alice.client().assume(untrusting)));
        assertEquals(notTrusted(alice, missing), refusal(() -> alice.client().assume(missing)));
    }

    @Test
    void aServicesRoleIsNoUsers() {
        tenant.grant("alice", Documents.allow("*", "*"));
        String role = tenant.role("AppServerRole", Documents.trustService("ec2.amazonaws.com"));
        assertEquals(notTrusted(alice, role), refusal(() -> alice.client().assume(role)));
    }

    @Test
    void aDeletedRolesSessionIsDeadWhenTheDeleteReturnsAndStaysDead() { // A030
        String trust = Documents.trust(alice.arn());
        String role = tenant.role("AdminRole", trust, Documents.allow("iam:*", "*"));
        var session = alice.client().assume(role);
        session.iam().listUsers();
        String before = session.sts().getCallerIdentity().userId();

        var admin = tenant.admin().iam();
        admin.deleteRolePolicy(r -> r.roleName("AdminRole").policyName("granted"));
        admin.deleteRole(r -> r.roleName("AdminRole"));
        assertEquals(DEAD, refusal(() -> session.sts().getCallerIdentity()));
        assertEquals(DEAD, refusal(session.iam()::listUsers));

        assertEquals(role, tenant.role("AdminRole", trust, Documents.allow("iam:*", "*")));
        assertEquals(DEAD, refusal(() -> session.sts().getCallerIdentity()));
        assertEquals(DEAD, refusal(session.iam()::listUsers));
        // The twin: a session of the new role works, under another id.
        assertNotEquals(before, alice.client().assume(role).sts().getCallerIdentity().userId());
    }

    @Test
    void aReCreatedUserIsNotTheOneWhomTheTrustMeans() { // wire trap 19
        String role = tenant.role("AdminRole", Documents.trust(alice.arn()));
        var admin = tenant.admin().iam();
        admin.deleteAccessKey(r -> r.userName("alice").accessKeyId(alice.keyId()));
        admin.deleteUser(r -> r.userName("alice"));
        var again = tenant.user("alice");
        assertEquals(alice.arn(), again.arn());
        assertEquals(notTrusted(again, role), refusal(() -> again.client().assume(role)));
        // Whom it means is shown by his id now.
        String shown =
                admin.getRole(r -> r.roleName("AdminRole")).role().assumeRolePolicyDocument();
        assertTrue(shown.contains("%22" + alice.id() + "%22"), shown);
    }

    @Test
    void aRoleIsUsedAfterItsDurationOnlyWithinItsLimits() { // wire trap 22
        tenant.grant("alice", Documents.allow("sts:AssumeRole", "*"));
        String first = tenant.role("First", Documents.trust(alice.arn()));
        String second = tenant.role("Second", Documents.trust(first));
        var sts = alice.client().sts();
        assertEquals(
                new Refusal(
                        400,
                        "ValidationError",
                        "The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                                + " role."),
                refusal(
                        () ->
                                sts.assumeRole(
                                        r ->
                                                r.roleArn(first)
                                                        .roleSessionName("long")
                                                        .durationSeconds(3_601))));
        var chained = alice.client().assume(first);
        assertEquals(
                new Refusal(
                        400,
                        "ValidationError",
                        "The requested DurationSeconds exceeds the 1 hour session limit for roles"
                                + " assumed by role chaining."),
                refusal(
                        () ->
                                chained.sts()
                                        .assumeRole(
                                                r ->
                                                        r.roleArn(second)
                                                                .roleSessionName("long")
                                                                .durationSeconds(3_601))));
        chained.assume(second).sts().getCallerIdentity();
    }

    private static Refusal notTrusted(Person who, String role) {
        return new Refusal(
                403,
                "AccessDenied",
                "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                        .formatted(who.arn(), role));
    }
}
