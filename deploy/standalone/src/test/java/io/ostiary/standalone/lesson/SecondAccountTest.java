package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.Tag;

import java.util.List;
import java.util.UUID;

/** An account is a tenant; Organizations opens it, and only its role leads in. */
@ExtendWith(RunningHouse.Shared.class)
final class SecondAccountTest {
    private static final String ROLE = "OrganizationAccountAccessRole";

    private final RunningHouse house;

    SecondAccountTest(RunningHouse house) {
        this.house = house;
    }

    @Test
    void aNewAccountIsEmptyAndSeesNothingOfTheFirst() {
        house.root().iam().createUser(r -> r.userName("of-the-first"));
        house.root().iam().createGroup(r -> r.groupName("of-the-first"));
        var second = house.newAccount();
        var iam = second.admin().iam();
        assertEquals(List.of(), iam.listUsers().users());
        assertEquals(List.of(), iam.listGroups().groups());
        assertEquals(List.of(), iam.listPolicies(r -> r.scope("Local")).policies());
        assertEquals(List.of(), iam.listInstanceProfiles().instanceProfiles());
        assertEquals(List.of(ROLE), iam.listRoles().roles().stream().map(Role::roleName).toList());
        assertEquals(
                "NoSuchEntity", refusal(() -> iam.getUser(r -> r.userName("of-the-first"))).code());
        // Nor the other way round.
        second.user("of-the-second");
        assertTrue(
                house.root().iam().listUsersPaginator().users().stream()
                        .map(User::userName)
                        .noneMatch("of-the-second"::equals));
    }

    @Test
    void organizationsTellsTheNewAccount() {
        String email = UUID.randomUUID() + "@example.com";
        var asked =
                house.root()
                        .organizations()
                        .createAccount(r -> r.accountName("asked").email(email))
                        .createAccountStatus();
        assertTrue(asked.id().startsWith("car-"), asked.id());
        var done = Organization.finished(house.root(), asked);
        assertEquals("asked", done.accountName());
        Account listed =
                house.root().organizations().listAccountsPaginator().stream()
                        .flatMap(page -> page.accounts().stream())
                        .filter(account -> account.id().equals(done.accountId()))
                        .findFirst()
                        .orElseThrow();
        assertEquals(email, listed.email());
        assertEquals("asked", listed.name());
        assertEquals("ACTIVE", listed.statusAsString());

        // An e-mail is one account's in the world.
        var again =
                house.root()
                        .organizations()
                        .createAccount(r -> r.accountName("again").email(email))
                        .createAccountStatus();
        var refused = again;
        while (refused.state() == CreateAccountState.IN_PROGRESS) {
            Thread.onSpinWait();
            refused =
                    house.root()
                            .organizations()
                            .describeCreateAccountStatus(r -> r.createAccountRequestId(again.id()))
                            .createAccountStatus();
        }
        assertEquals("EMAIL_ALREADY_EXISTS", refused.failureReasonAsString());
        assertNull(refused.accountId());
    }

    @Test
    void onlyTheManagementAccountOpensOthers() {
        var second = house.newAccount();
        assertEquals(
                "AccessDeniedException",
                refusal(
                                () ->
                                        second.admin()
                                                .organizations()
                                                .createAccount(
                                                        r ->
                                                                r.accountName("third")
                                                                        .email("t@example.com")))
                        .code());
    }

    @Test
    void anAccountHasNoTagTwice() {
        Tag tag = Tag.builder().key("team").value("a").build();
        assertEquals(
                "InvalidInputException",
                refusal(
                                () ->
                                        house.root()
                                                .organizations()
                                                .createAccount(
                                                        r ->
                                                                r.accountName("tagged")
                                                                        .email("tag@example.com")
                                                                        .tags(tag, tag)))
                        .code());
    }

    @Test
    void theAccessRoleLetsInWhomTheFirstsPolicyAllowsAndNobodyElse() {
        var second = house.newAccount();
        String access = second.arn("role/" + ROLE);
        var first = new Tenant(house.account(), house.root());
        var allowed = first.user("may-enter", Documents.allow("sts:AssumeRole", access));
        var silent = first.user("may-not-enter");
        var elsewhere =
                first.user(
                        "may-enter-elsewhere",
                        Documents.allow("sts:AssumeRole", house.newAccount().arn("role/" + ROLE)));

        assertEquals(
                "arn:aws:sts::" + second.account() + ":assumed-role/" + ROLE + "/session",
                allowed.client().assume(access).sts().getCallerIdentity().arn());
        allowed.client().assume(access).iam().createUser(r -> r.userName("made-from-outside"));
        for (var other : List.of(silent, elsewhere)) {
            assertEquals(
                    new Client.Refusal(
                            403,
                            "AccessDenied",
                            "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                                    .formatted(other.arn(), access)),
                    refusal(() -> other.client().assume(access)));
        }
    }

    @Test
    void aRoleOfTheFirstEntersByItsOwnPolicy() {
        var second = house.newAccount();
        String access = second.arn("role/" + ROLE);
        var first = new Tenant(house.account(), house.root());
        var operator = first.user("operator");
        String trust = Documents.trust(operator.arn());
        String mayEnter = first.role("MayEnter", trust, Documents.allow("sts:AssumeRole", access));
        String mayNot = first.role("MayNotEnter", trust);
        var session = operator.client().assume(mayEnter);
        session.assume(access).iam().listUsers();
        var outside = operator.client().assume(mayNot);
        assertEquals("AccessDenied", refusal(() -> outside.assume(access)).code());
        // The session in the second account is of the second: nothing of the first is open to it.
        var inside = session.assume(access);
        assertEquals(
                "NoSuchEntity",
                refusal(() -> inside.iam().getUser(r -> r.userName("operator"))).code());
    }
}
