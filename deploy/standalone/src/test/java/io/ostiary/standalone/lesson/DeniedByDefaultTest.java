package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.model.User;

import java.util.List;

/** IAM denies by default, says why, and a change of rights counts at the very next call. */
@ExtendWith(RunningHouse.Shared.class)
final class DeniedByDefaultTest {
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    private static final String ALL = "arn:aws:iam::aws:policy/AdministratorAccess";

    private final Tenant tenant;
    private final Person alice;

    DeniedByDefaultTest(RunningHouse house) {
        tenant = house.newAccount();
        alice = tenant.user("alice");
    }

    @Test
    void withNothingButHerKeyAliceCanTellWhoSheIsAndNothingElse() {
        var identity = alice.client().sts().getCallerIdentity();
        assertEquals(alice.arn(), identity.arn());
        assertEquals(alice.id(), identity.userId());
        assertEquals(tenant.account(), identity.account());
        alice.client().sts().getSessionToken();

        var iam = alice.client().iam();
        denied("iam:ListUsers", tenant.arn("user/"), refusal(iam::listUsers));
        denied("iam:GetUser", alice.arn(), refusal(iam::getUser));
        denied(
                "iam:CreateUser",
                tenant.arn("user/team/bob"),
                refusal(() -> iam.createUser(r -> r.userName("bob").path("/team/"))));
        denied(
                "iam:CreateAccessKey",
                "user alice",
                refusal(() -> iam.createAccessKey(r -> r.userName("alice"))));
        denied(
                "iam:GetRole",
                "role OrganizationAccountAccessRole",
                refusal(() -> iam.getRole(r -> r.roleName("OrganizationAccountAccessRole"))));
        denied(
                "iam:GetAccessKeyLastUsed",
                alice.arn(),
                refusal(() -> iam.getAccessKeyLastUsed(r -> r.accessKeyId(alice.keyId()))));
        denied(
                "sts:GetAccessKeyInfo",
                "*",
                refusal(
                        () ->
                                alice.client()
                                        .sts()
                                        .getAccessKeyInfo(r -> r.accessKeyId(alice.keyId()))));
        assertEquals(
                "AccessDeniedException",
                refusal(() -> alice.client().organizations().describeOrganization()).code());
    }

    @Test
    void aGroupsPolicyCountsAtTheVeryNextCallAndNoLongerThanTheMembership() {
        var admin = tenant.admin().iam();
        admin.createGroup(r -> r.groupName("Developers"));
        admin.addUserToGroup(r -> r.groupName("Developers").userName("alice"));
        denied("iam:ListUsers", tenant.arn("user/"), refusal(alice.client().iam()::listUsers));

        admin.attachGroupPolicy(r -> r.groupName("Developers").policyArn(READ_ONLY));
        assertEquals(
                List.of("alice"),
                alice.client().iam().listUsers().users().stream().map(User::userName).toList());
        denied(
                "iam:CreateUser",
                tenant.arn("user/bob"),
                refusal(() -> alice.client().iam().createUser(r -> r.userName("bob"))));

        admin.removeUserFromGroup(r -> r.groupName("Developers").userName("alice"));
        denied("iam:ListUsers", tenant.arn("user/"), refusal(alice.client().iam()::listUsers));
    }

    @Test
    void anExplicitDenyBeatsEveryAllow() {
        var admin = tenant.admin().iam();
        admin.attachUserPolicy(r -> r.userName("alice").policyArn(ALL));
        alice.client().iam().listGroups();

        tenant.grant("alice", Documents.deny("iam:ListGroups", "*"));
        deniedBy("an identity-based policy", refusal(() -> alice.client().iam().listGroups()));
        alice.client().iam().listUsers();

        // The same denial from a group, from a boundary.
        admin.deleteUserPolicy(r -> r.userName("alice").policyName("granted"));
        admin.createGroup(r -> r.groupName("Fenced"));
        admin.putGroupPolicy(
                r ->
                        r.groupName("Fenced")
                                .policyName("fence")
                                .policyDocument(Documents.deny("iam:List*", "*")));
        alice.client().iam().listGroups();
        admin.addUserToGroup(r -> r.groupName("Fenced").userName("alice"));
        deniedBy("an identity-based policy", refusal(() -> alice.client().iam().listGroups()));
        admin.removeUserFromGroup(r -> r.groupName("Fenced").userName("alice"));

        String boundary =
                admin.createPolicy(
                                r ->
                                        r.policyName("Boundary")
                                                .policyDocument(Documents.allBut("iam:ListGroups")))
                        .policy()
                        .arn();
        admin.putUserPermissionsBoundary(r -> r.userName("alice").permissionsBoundary(boundary));
        deniedBy("a permissions boundary", refusal(() -> alice.client().iam().listGroups()));
        alice.client().iam().listUsers();
    }

    @Test
    void aBoundaryLimitsWithoutGranting() {
        var admin = tenant.admin().iam();
        admin.putUserPermissionsBoundary(r -> r.userName("alice").permissionsBoundary(READ_ONLY));
        denied("iam:ListUsers", tenant.arn("user/"), refusal(alice.client().iam()::listUsers));
        admin.attachUserPolicy(r -> r.userName("alice").policyArn(ALL));
        alice.client().iam().listUsers();
        var refused = refusal(() -> alice.client().iam().createGroup(r -> r.groupName("g")));
        assertTrue(
                refused.message()
                        .endsWith(
                                " because no permissions boundary allows the iam:CreateGroup"
                                        + " action"),
                refused.message());
    }

    @Test
    void identityAndSessionTokenWorkEvenWhenDenied() { // wire trap 23
        tenant.grant("alice", Documents.deny("sts:*", "*"));
        assertEquals(alice.arn(), alice.client().sts().getCallerIdentity().arn());
        var session =
                alice.client()
                        .with(
                                Client.credentials(
                                        alice.client().sts().getSessionToken().credentials()));
        assertEquals(alice.arn(), session.sts().getCallerIdentity().arn());
        String role = tenant.role("Trusting", Documents.trust(alice.arn()));
        assertEquals("AccessDenied", refusal(() -> alice.client().assume(role)).code());
    }

    @Test
    void aSessionTokenWithoutMfaCallsNoIamAndOfStsOnlyTwo() { // A040
        tenant.admin().iam().attachUserPolicy(r -> r.userName("alice").policyArn(ALL));
        var session =
                alice.client()
                        .with(
                                Client.credentials(
                                        alice.client().sts().getSessionToken().credentials()));
        assertEquals("InvalidClientTokenId", refusal(session.iam()::listUsers).code());
        assertEquals(
                new Refusal(
                        403,
                        "AccessDenied",
                        "Cannot call GetSessionToken with session credentials"),
                refusal(() -> session.sts().getSessionToken()));
        assertEquals(
                "AccessDenied",
                refusal(() -> session.sts().getAccessKeyInfo(r -> r.accessKeyId(alice.keyId())))
                        .code());
        session.sts().getCallerIdentity();
        String role = tenant.role("Trusting", Documents.trust(alice.arn()));
        session.assume(role).sts().getCallerIdentity();
    }

    private void denied(String action, String resource, Refusal refusal) {
        assertEquals(
                new Refusal(
                        403,
                        "AccessDenied",
                        "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
                                .formatted(alice.arn(), action, resource, action)),
                refusal);
    }

    private void deniedBy(String layer, Refusal refusal) {
        assertEquals(
                new Refusal(
                        403,
                        "AccessDenied",
                        "User: %s is not authorized to perform: iam:ListGroups on resource: %s with an explicit deny in %s"
                                .formatted(alice.arn(), tenant.arn("group/"), layer)),
                refusal);
    }
}
