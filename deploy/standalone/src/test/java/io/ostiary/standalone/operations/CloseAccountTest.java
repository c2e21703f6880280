package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.cli.Command;
import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;

/** CloseAccount, what it ends at its return, and what brings the account back. */
@ExtendWith(RunningHouse.Shared.class)
final class CloseAccountTest {

    private static final Client.Refusal GONE =
            new Client.Refusal(
                    403,
                    "InvalidClientTokenId",
                    "The security token included in the request is invalid.");

    private final RunningHouse house;

    CloseAccountTest(RunningHouse house) {
        this.house = house;
    }

    private String close(Tenant tenant) {
        house.root().organizations().closeAccount(r -> r.accountId(tenant.account()));
        return status(tenant);
    }

    private Command reopen(Tenant tenant) {
        return Command.run(
                "reopen-account", "--data", house.data().toString(), "--account", tenant.account());
    }

    /** State, and the older Status. */
    private String status(Tenant tenant) {
        return house.root().organizations().listAccountsPaginator().stream()
                .flatMap(page -> page.accounts().stream())
                .filter(account -> account.id().equals(tenant.account()))
                .map(account -> account.stateAsString() + " " + account.statusAsString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void atItsReturnNothingOfTheAccountIsGoodAndReopenedEverythingIs() {
        var tenant = house.newAccount();
        var other = house.newAccount();
        var third = house.newAccount();
        var ana = tenant.user("ana", Documents.allow("*", "*"));
        var session =
                ana.client()
                        .with(
                                Client.credentials(
                                        ana.client().sts().getSessionToken().credentials()));
        var bob = other.user("bob", Documents.allow("sts:AssumeRole", "*"));
        String theirRole =
                other.role("Theirs", Documents.trust("*"), Documents.allow("sts:AssumeRole", "*"));
        String ourRole =
                tenant.role("Ours", Documents.trust(bob.arn()), Documents.allow("iam:*", "*"));
        String nextRole =
                third.role("Next", Documents.trust("arn:aws:iam::" + other.account() + ":root"));
        var abroad = ana.client().assume(theirRole);
        var chained = abroad.assume(nextRole);
        var bobs = bob.client().assume(theirRole);
        var inside = bob.client().assume(ourRole);
        inside.iam().listUsers();

        assertEquals("CLOSED SUSPENDED", close(tenant));
        Client[] all = {ana.client(), session, tenant.admin(), inside, abroad, chained};
        for (Client each : all) {
            assertEquals(GONE, refusal(() -> each.sts().getCallerIdentity()));
            assertEquals(GONE, refusal(() -> each.iam().listUsers()));
        }
        // Neither out of it nor into it.
        assertEquals(GONE, refusal(() -> ana.client().assume(theirRole)));
        assertEquals("AccessDenied", refusal(() -> bob.client().assume(ourRole)).code());
        assertEquals(
                "UnrecognizedClientException",
                refusal(() -> tenant.admin().organizations().describeOrganization()).code());
        bobs.sts().getCallerIdentity();

        assertEquals(
                new Command(0, "Account " + tenant.account() + " is open again.\n", ""),
                reopen(tenant));
        assertEquals("ACTIVE ACTIVE", status(tenant));
        for (Client each : all) {
            each.sts().getCallerIdentity();
        }
        ana.client().assume(theirRole);
        bob.client().assume(ourRole);
    }

    @Test
    void whatCannotBeClosedIsRefused() {
        var tenant = house.newAccount();
        var organizations = house.root().organizations();
        var itself =
                assertThrows(
                        ConstraintViolationException.class,
                        () -> organizations.closeAccount(r -> r.accountId(house.account())));
        assertEquals("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", itself.reasonAsString());
        assertEquals(
                "You attempted to close the management account.",
                itself.awsErrorDetails().errorMessage());
        assertEquals(
                new Client.Refusal(
                        400,
                        "AccountNotFoundException",
                        "You specified an account that doesn't exist."),
                refusal(() -> organizations.closeAccount(r -> r.accountId("999999999999"))));
        assertEquals(
                "AccessDeniedException",
                refusal(
                                () ->
                                        tenant.admin()
                                                .organizations()
                                                .closeAccount(r -> r.accountId(tenant.account())))
                        .code());
        assertEquals("CLOSED SUSPENDED", close(tenant));
        assertEquals(
                new Client.Refusal(
                        400,
                        "AccountAlreadyClosedException",
                        "You attempted to close an account that is already closed."),
                refusal(() -> organizations.closeAccount(r -> r.accountId(tenant.account()))));
    }

    @Test
    void itNeedsThePermissionOnThatAccount() {
        var tenant = house.newAccount();
        var other = house.newAccount();
        var first = new Tenant(house.account(), house.root());
        String arn =
                house.root().organizations().listAccountsPaginator().stream()
                        .flatMap(page -> page.accounts().stream())
                        .filter(account -> account.id().equals(tenant.account()))
                        .map(Account::arn)
                        .findFirst()
                        .orElseThrow();
        var closer =
                first.user(
                        "closer-" + tenant.account(),
                        Documents.allow("organizations:CloseAccount", arn));
        assertEquals(
                "AccessDeniedException",
                refusal(
                                () ->
                                        closer.client()
                                                .organizations()
                                                .closeAccount(r -> r.accountId(other.account())))
                        .code());
        closer.client().organizations().closeAccount(r -> r.accountId(tenant.account()));
        assertEquals("CLOSED SUSPENDED", status(tenant));
        assertEquals("ACTIVE ACTIVE", status(other));
    }

    @Test
    void whatIsNotClosedIsNotReopened() {
        var tenant = house.newAccount();
        Command open = reopen(tenant);
        assertEquals(1, open.code());
        assertEquals(
                "ostiary: AccountNotClosedException: The account "
                        + tenant.account()
                        + " is not closed.\n",
                open.err());
        Command nobody =
                Command.run(
                        "reopen-account",
                        "--data",
                        house.data().toString(),
                        "--account",
                        "999999999999");
        assertEquals(1, nobody.code());
        assertTrue(nobody.err().contains("There is no account 999999999999."), nobody.err());
    }
}
