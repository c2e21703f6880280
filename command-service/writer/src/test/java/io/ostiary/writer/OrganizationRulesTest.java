package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand.AccountReady;
import io.ostiary.contract.command.HistoryCommand.ConfirmReservation;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.OpenAccount;
import io.ostiary.contract.command.HistoryCommand.RegisterMasterKey;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
import io.ostiary.contract.command.HistoryCommand.RootKey;
import io.ostiary.contract.command.OrganizationCommand.CreateAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateOrganization;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.OrganizationResult.CreateAccountResult;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.AccountReservation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.RegisteredMasterKey;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;
import io.ostiary.testkit.Actors;
import io.ostiary.testkit.Documents;
import io.ostiary.testkit.InMemoryLog;
import io.ostiary.testkit.Invariants;
import io.ostiary.testkit.Replay;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Organizations, and how a new account comes into being between three histories. */
class OrganizationRulesTest {
    private static final AccountId MANAGEMENT = new AccountId("111122223333");
    private static final String ROOT_KEY =
            AccessKeyId.of(IdPrefix.ACCESS_KEY, MANAGEMENT, 7).value();
    private static final Actor ROOT = Actors.root(MANAGEMENT, ROOT_KEY);

    private final InMemoryLog log = new InMemoryLog(Rules.DECIDERS);

    @BeforeEach
    void openTheFirstAccount() {
        send(AccountId.REGISTRY, first("first", "first@example.org"));
        log.deliver();
    }

    @AfterEach
    void everyMessageIsAnsweredAndEveryHistoryFoldsAgain() {
        log.restart();
        log.deliver();
        for (AccountId account : log.accounts()) {
            assertEquals(0, log.state(account).count(Table.PENDING_FOLLOW_UPS), account.value());
            Replay.checkEverySplit(log.state(account), log.events(account));
            Invariants.check(log.state(account));
        }
    }

    private static ReserveAccount first(String requestId, String email) {
        return new ReserveAccount(
                requestId,
                MANAGEMENT,
                new NewAccount(
                        MANAGEMENT,
                        "first",
                        email,
                        null,
                        null,
                        new RootKey(ROOT_KEY, new SealedSecret("secret"))));
    }

    private CommandResult send(AccountId account, Command command) {
        return log.send(account, Actor.system(account), command);
    }

    private CommandResult asRoot(Command command) {
        return log.send(MANAGEMENT, ROOT, command);
    }

    private static CreateAccount createAccount(String email) {
        return new CreateAccount("member", email, null, null, List.of());
    }

    private AccountCreation started(String email) {
        var accepted = assertInstanceOf(CommandResult.Accepted.class, asRoot(createAccount(email)));
        var result = (CreateAccountResult) Objects.requireNonNull(accepted.result());
        var status = Objects.requireNonNull(result.createAccountStatus());
        assertEquals("IN_PROGRESS", status.state());
        assertNull(status.accountId());
        return creation(Objects.requireNonNull(status.id()));
    }

    private AccountCreation creation(String requestId) {
        return Objects.requireNonNull(
                log.state(MANAGEMENT).find(Table.ACCOUNT_CREATIONS, requestId));
    }

    private void assertRejected(String code, CommandResult result) {
        AwsError error = assertInstanceOf(CommandResult.Rejected.class, result).error();
        assertEquals(code, error.code());
    }

    @Test
    void theFirstAccountOpensWithRootsKeyAndNothingElse() {
        assertTrue(log.state(MANAGEMENT).isOpen());
        assertEquals(0, log.state(MANAGEMENT).count(Table.ROLES));
        assertInstanceOf(CommandResult.Accepted.class, asRoot(Rules.createUser("ana")));
    }

    @Test
    void theFirstStartMayComeTwice() {
        long revision = log.state(MANAGEMENT).revision();
        send(AccountId.REGISTRY, first("first", "first@example.org"));
        log.deliver();
        assertEquals(revision, log.state(MANAGEMENT).revision());
        // Another one finds the id taken; the account is as it was.
        send(AccountId.REGISTRY, first("second", "second@example.org"));
        log.deliver();
        assertEquals("first", Objects.requireNonNull(log.state(MANAGEMENT).account()).openedBy());
    }

    @Test
    void theFirstMasterKeyIsTheHousesForGood() {
        send(AccountId.REGISTRY, new RegisterMasterKey("one", "value"));
        long revision = log.state(AccountId.REGISTRY).revision();
        assertInstanceOf(
                CommandResult.Accepted.class,
                send(AccountId.REGISTRY, new RegisterMasterKey("two", "value")));
        assertRejected(
                "ValidationError",
                send(AccountId.REGISTRY, new RegisterMasterKey("one", "another")));
        send(MANAGEMENT, new RegisterMasterKey("three", "another"));
        assertEquals(revision, log.state(AccountId.REGISTRY).revision());
        assertEquals(
                "value",
                Objects.requireNonNull(
                                log.state(AccountId.REGISTRY)
                                        .find(Table.MASTER_KEY, RegisteredMasterKey.KEY))
                        .checkValue());
    }

    @Test
    void aMemberOpensWithARoleThatItsManagementAccountMayAssume() {
        asRoot(new CreateOrganization(null));
        AccountCreation creation = started("member@example.org");
        log.deliver();
        AccountId member = creation.account();
        assertNotNull(creation(creation.requestId()).completedAt());
        assertNull(creation(creation.requestId()).failureReason());
        assertNotNull(log.state(MANAGEMENT).find(Table.MEMBER_ACCOUNTS, member.value()));
        Role role =
                Objects.requireNonNull(
                        log.state(member).roleNamed("OrganizationAccountAccessRole"));
        assertEquals(Documents.trusting(Arn.root(MANAGEMENT).toString()), role.trust().document());
        assertEquals(List.of(Rules.ADMINISTRATOR), role.attachments().policyArns());
        // It has no root credentials.
        assertRejected(
                "InvalidClientTokenId",
                log.send(member, Actors.root(member, ROOT_KEY), Rules.createUser("eve")));
        assertRejected(
                "AccessDeniedException",
                log.send(
                        member,
                        Actors.roleSession(member, role),
                        createAccount("other@example.org")));
        assertRejected(
                "AlreadyInOrganizationException",
                log.send(member, Actors.roleSession(member, role), new CreateOrganization(null)));
    }

    /** Whoever is told of the account is told when every reader has all that it begins with. */
    @Test
    void aMemberIsKnownByTheRevisionThatHasItsAccessRole() {
        asRoot(new CreateOrganization(null));
        AccountCreation creation = started("member@example.org");
        assertEquals(0, creation.openRevision());
        log.deliver();
        AccountId member = creation.account();
        long revision = creation(creation.requestId()).openRevision();
        assertEquals(revision, membership(member).openRevision());
        assertEquals(revision, reservation(member).openRevision());
        AccountState then =
                Replay.fold(member, log.events(member).subList(0, Math.toIntExact(revision)));
        Role role = Objects.requireNonNull(then.roleNamed("OrganizationAccountAccessRole"));
        assertEquals(List.of(Rules.ADMINISTRATOR), role.attachments().policyArns());
        assertEquals(0, membership(MANAGEMENT).openRevision());
    }

    /** Its answer may be late; what the account did in the meantime does it no harm. */
    @Test
    void aMemberThatIsAskedAgainAnswersWithARevisionAtWhichItIsOpen() {
        asRoot(new CreateOrganization(null));
        AccountCreation creation = started("member@example.org");
        log.deliver(command -> !(command instanceof ConfirmReservation));
        AccountId member = creation.account();
        long opened = log.state(member).revision();
        log.restart();
        log.deliver();
        long revision = creation(creation.requestId()).openRevision();
        assertTrue(revision > 0 && revision <= opened, revision + " of " + opened);
        assertEquals(revision, reservation(member).openRevision());
    }

    private MemberAccount membership(AccountId account) {
        return Objects.requireNonNull(
                log.state(MANAGEMENT).find(Table.MEMBER_ACCOUNTS, account.value()));
    }

    private AccountReservation reservation(AccountId account) {
        return Objects.requireNonNull(
                log.state(AccountId.REGISTRY).find(Table.ACCOUNT_RESERVATIONS, account.value()));
    }

    @Test
    void anAddressThatIsTakenIgnoringCaseIsRefused() {
        asRoot(new CreateOrganization(null));
        AccountCreation creation = started("FIRST@example.org");
        log.deliver();
        assertEquals("EMAIL_ALREADY_EXISTS", creation(creation.requestId()).failureReason());
        assertEquals(false, log.state(creation.account()).isOpen());
    }

    @Test
    void ofTwoThatWantOneAddressOneGetsIt() {
        asRoot(new CreateOrganization(null));
        AccountCreation one = started("same@example.org");
        AccountCreation other = started("same@example.org");
        log.deliver();
        assertNull(creation(one.requestId()).failureReason());
        assertEquals("EMAIL_ALREADY_EXISTS", creation(other.requestId()).failureReason());
    }

    @Test
    void anOrganizationComesFirstAndOnlyOnce() {
        assertRejected("AWSOrganizationsNotInUseException", asRoot(createAccount("a@example.org")));
        assertInstanceOf(CommandResult.Accepted.class, asRoot(new CreateOrganization("ALL")));
        assertRejected("AlreadyInOrganizationException", asRoot(new CreateOrganization(null)));
    }

    @Test
    void tagsOfAnAccountAreKeptAndFollowTheRules() {
        asRoot(new CreateOrganization(null));
        var kept = List.of(new Tag("a", "1"), new Tag("A", "2"));
        asRoot(new CreateAccount("member", "kept@example.org", null, null, kept));
        log.deliver();
        var told = new ArrayList<List<Tag>>();
        log.state(MANAGEMENT)
                .scan(Table.MEMBER_ACCOUNTS, "")
                .forEach(member -> told.add(member.tags()));
        assertTrue(told.contains(kept), told.toString());
        for (List<Tag> tags :
                List.of(
                        List.of(new Tag("a", ""), new Tag("a", "")),
                        List.of(new Tag("AWS:a", "")))) {
            assertRejected(
                    "InvalidInputException",
                    asRoot(new CreateAccount("member", "m@example.org", null, null, tags)));
        }
    }

    @Test
    void A093_anAccountsRoleTakesNoNameThatIsAWSs() {
        asRoot(new CreateOrganization(null));
        for (String reserved : List.of("AWSServiceRoleForX", "awsserviceroleforx")) {
            assertRejected(
                    "InvalidInputException",
                    asRoot(
                            new CreateAccount(
                                    "member", "m@example.org", null, reserved, List.of())));
        }
    }

    /** Each message is lost once; a takeover sends the question again. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                ReserveAccount.class,
                OpenAccount.class,
                ConfirmReservation.class,
                AccountReady.class
            })
    void aMessageThatIsLostIsMadeUpForAtTheNextTakeover(Class<? extends Command> lost) {
        asRoot(new CreateOrganization(null));
        AccountCreation creation = started("member@example.org");
        Set<Class<?>> once = new HashSet<>();
        log.deliver(command -> !lost.isInstance(command) || !once.add(command.getClass()));
        assertNull(creation(creation.requestId()).completedAt());
        log.restart();
        log.deliver();
        assertNotNull(creation(creation.requestId()).completedAt());
        assertNull(creation(creation.requestId()).failureReason());
    }

    @Test
    void everyMessageMayComeTwice() {
        asRoot(new CreateOrganization(null));
        AccountCreation creation = started("member@example.org");
        log.deliver(
                command -> {
                    // Once ahead of itself, and then as it was sent.
                    send(target(command, creation.account()), command);
                    return true;
                });
        assertNull(creation(creation.requestId()).failureReason());
        assertEquals(1, log.state(creation.account()).count(Table.ROLES));
        assertEquals(2, log.state(MANAGEMENT).count(Table.MEMBER_ACCOUNTS));
    }

    private static AccountId target(Command command, AccountId member) {
        return switch (command) {
            case OpenAccount open -> member;
            case AccountReady ready -> MANAGEMENT;
            default -> AccountId.REGISTRY;
        };
    }

    @Test
    void aMessageToTheWrongHistoryChangesNothing() {
        var stranger = new AccountId("444455556666");
        send(stranger, first("third", "third@example.org"));
        send(stranger, new ConfirmReservation("first", MANAGEMENT, 1));
        var wanted = new NewAccount(MANAGEMENT, "x", "x@example.org", null, null, null);
        send(stranger, new OpenAccount("third", MANAGEMENT, wanted));
        assertEquals(0, log.state(stranger).revision());
    }
}
