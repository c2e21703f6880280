package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand.ChangeMember;
import io.ostiary.contract.command.HistoryCommand.MemberChanged;
import io.ostiary.contract.command.HistoryCommand.MemberNotReopened;
import io.ostiary.contract.command.HistoryCommand.MemberShredded;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
import io.ostiary.contract.command.HistoryCommand.RootKey;
import io.ostiary.contract.command.HistoryCommand.ShredClosedAccount;
import io.ostiary.contract.command.HistoryCommand.ShreddingNoted;
import io.ostiary.contract.command.MemberChange.Close;
import io.ostiary.contract.command.OperatorCommand.PutQuota;
import io.ostiary.contract.command.OperatorCommand.ReopenAccount;
import io.ostiary.contract.command.OrganizationCommand.CloseAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateOrganization;
import io.ostiary.contract.command.UserCommand.AttachUserPolicy;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.AccountEvent.AccountKeyErased;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.result.OrganizationResult.CreateAccountResult;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.policy.managed.ManagedPolicy;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.CommandResult.Accepted;
import io.ostiary.state.decide.CommandResult.KeyChange;
import io.ostiary.state.decide.CommandResult.Told;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.MemberAccount.Status;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.testkit.Actors;
import io.ostiary.testkit.InMemoryLog;
import io.ostiary.testkit.Invariants;
import io.ostiary.testkit.Replay;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a management account changes in its members, and how a closed one ends. */
class MemberRulesTest {
    private static final AccountId MANAGEMENT = new AccountId("111122223333");
    private static final String ROOT_KEY =
            AccessKeyId.of(IdPrefix.ACCESS_KEY, MANAGEMENT, 7).value();
    private static final Actor ROOT = Actors.root(MANAGEMENT, ROOT_KEY);

    /** A command takes a second in this log. */
    private static final int KEPT = 50;

    private static final Decider DECIDERS =
            new Deciders(ManagedPolicyCatalog.open(), Duration.ofSeconds(KEPT));

    private final InMemoryLog log = new InMemoryLog(DECIDERS);
    private AccountId member = MANAGEMENT;

    @BeforeEach
    void openAnOrganizationWithAMember() {
        var first =
                new NewAccount(
                        MANAGEMENT,
                        "first",
                        "first@example.org",
                        null,
                        null,
                        new RootKey(ROOT_KEY, new SealedSecret("secret")));
        send(AccountId.REGISTRY, new ReserveAccount("first", MANAGEMENT, first));
        log.deliver();
        asRoot(new CreateOrganization(null));
        member = newMember("member@example.org");
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

    private AccountId newMember(String email) {
        var accepted = (Accepted) asRoot(new CreateAccount("member", email, null, null, List.of()));
        var result = (CreateAccountResult) Objects.requireNonNull(accepted.result());
        String id =
                Objects.requireNonNull(Objects.requireNonNull(result.createAccountStatus()).id());
        AccountCreation creation =
                Objects.requireNonNull(log.state(MANAGEMENT).find(Table.ACCOUNT_CREATIONS, id));
        log.deliver();
        return creation.account();
    }

    private CommandResult send(AccountId account, Command command) {
        return log.send(account, Actor.system(account), command);
    }

    private CommandResult asRoot(Command command) {
        return log.send(MANAGEMENT, ROOT, command);
    }

    private CloseAccount closing() {
        return new CloseAccount(member.value());
    }

    private ReopenAccount reopening() {
        return new ReopenAccount(member.value());
    }

    private void close() {
        var accepted = assertInstanceOf(Accepted.class, asRoot(closing()));
        assertEquals(new Told.NobodyYet(), accepted.told());
        log.deliver();
        assertEquals(Status.SUSPENDED, membership().status());
    }

    private @Nullable MemberAccount found() {
        return log.state(MANAGEMENT).find(Table.MEMBER_ACCOUNTS, member.value());
    }

    private MemberAccount membership() {
        return Objects.requireNonNull(found());
    }

    private Actor memberAdministrator() {
        return Actors.roleSession(
                member,
                Objects.requireNonNull(
                        log.state(member).roleNamed("OrganizationAccountAccessRole")));
    }

    private CommandResult shred() {
        return send(member, new ShredClosedAccount("sweep"));
    }

    private void letTimePass() {
        passSeconds(KEPT);
    }

    /** Each command takes one. */
    private void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            send(AccountId.REGISTRY, new ShredClosedAccount("nothing"));
        }
    }

    private static void assertRejected(String code, CommandResult result) {
        AwsError error = assertInstanceOf(CommandResult.Rejected.class, result).error();
        assertEquals(code, error.code());
    }

    /** Readers must know that it is closed, or open, before the refusal says so. */
    private void assertTellsOfTheMember(String code, CommandResult result) {
        assertRejected(code, result);
        AwsError error = assertInstanceOf(CommandResult.Rejected.class, result).error();
        assertEquals(List.of(new Revealed(member, membership().openRevision())), error.revealed());
    }

    private static void assertViolates(String reason, CommandResult result) {
        AwsError error = assertInstanceOf(CommandResult.Rejected.class, result).error();
        assertEquals("ConstraintViolationException", error.code());
        assertEquals(Map.of("Reason", reason), error.details());
    }

    @Test
    void anAccountIsClosedWhenItsOwnHistorySaysSoAndThenItsCallerIsTold() {
        asRoot(closing());
        assertEquals(Status.PENDING_CLOSURE, membership().status());
        assertTrue(log.state(member).isOpen());

        log.deliver(command -> !(command instanceof MemberChanged));
        assertFalse(log.state(member).isOpen());
        assertEquals(Status.PENDING_CLOSURE, membership().status());
        String requestId =
                log.state(MANAGEMENT).scan(Table.PENDING_FOLLOW_UPS, "").iterator().next().command()
                                instanceof ChangeMember question
                        ? question.awaited().requestId()
                        : "";
        long closed = log.state(member).revision() - 2;
        var awaited = new Awaited("gateway", requestId);
        var told =
                assertInstanceOf(
                        Accepted.class,
                        send(MANAGEMENT, new MemberChanged(awaited, member, new Close(), closed)));
        assertEquals(new Told.Waiting(awaited, null, new Revealed(member, closed)), told.told());
        assertEquals(Status.SUSPENDED, membership().status());
        assertEquals(closed, membership().openRevision());
    }

    @Test
    void nobodyOfAClosedAccountStandsAndAllDoWhenItIsReopened() {
        Actor administrator = memberAdministrator();
        close();
        assertRejected(
                "InvalidClientTokenId", log.send(member, administrator, Rules.createUser("eve")));
        asRoot(reopening());
        log.deliver();
        assertEquals(Status.ACTIVE, membership().status());
        assertEquals(log.state(member).revision() - 2, membership().openRevision());
        assertInstanceOf(Accepted.class, log.send(member, administrator, Rules.createUser("ana")));
        assertTellsOfTheMember("AccountNotClosedException", asRoot(reopening()));
        close();
    }

    @Test
    void whatCannotBeClosedIsRefusedWithAwsReason() {
        assertViolates(
                "CANNOT_CLOSE_MANAGEMENT_ACCOUNT", asRoot(new CloseAccount(MANAGEMENT.value())));
        assertRejected("AccountNotFoundException", asRoot(new CloseAccount("999999999999")));
        assertRejected("AccessDeniedException", log.send(member, memberAdministrator(), closing()));
        asRoot(closing());
        assertRejected("ConflictException", asRoot(closing()));
        assertRejected("ConflictException", asRoot(reopening()));
        log.deliver();
        assertTellsOfTheMember("AccountAlreadyClosedException", asRoot(closing()));
    }

    @Test
    void noMoreThanThreeAreClosedAtATime() {
        for (int i = 0; i < 3; i++) {
            AccountId other = newMember("other" + i + "@example.org");
            log.deliver();
            assertInstanceOf(Accepted.class, closeWithoutDelivery(other));
        }
        assertViolates("CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED", asRoot(closing()));
        log.restart();
        log.deliver();
        close();
    }

    /** Its messages wait, for they are lost: a takeover brings them back. */
    private CommandResult closeWithoutDelivery(AccountId other) {
        CommandResult result = asRoot(new CloseAccount(other.value()));
        log.deliver(command -> !(command instanceof ChangeMember));
        return result;
    }

    @Test
    void anOrganizationOfConsolidatedBillingClosesNone() {
        var other = new InMemoryLog(DECIDERS);
        var first =
                new NewAccount(
                        MANAGEMENT,
                        "first",
                        "first@example.org",
                        null,
                        null,
                        new RootKey(ROOT_KEY, new SealedSecret("secret")));
        other.send(
                AccountId.REGISTRY,
                Actor.system(AccountId.REGISTRY),
                new ReserveAccount("first", MANAGEMENT, first));
        other.deliver();
        assertRejected(
                "AWSOrganizationsNotInUseException", other.send(MANAGEMENT, ROOT, closing()));
        other.send(MANAGEMENT, ROOT, new CreateOrganization("CONSOLIDATED_BILLING"));
        other.send(
                MANAGEMENT, ROOT, new CreateAccount("m", "m@example.org", null, null, List.of()));
        other.deliver();
        for (MemberAccount each : other.state(MANAGEMENT).scan(Table.MEMBER_ACCOUNTS, "")) {
            if (!each.id().equals(MANAGEMENT)) {
                assertViolates(
                        "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE",
                        other.send(MANAGEMENT, ROOT, new CloseAccount(each.id().value())));
            }
        }
    }

    /** Each message is lost once; a takeover sends the question again. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                ChangeMember.class,
                MemberChanged.class,
                MemberShredded.class,
                ShreddingNoted.class
            })
    void aMessageThatIsLostIsMadeUpForAtTheNextTakeover(Class<? extends Command> lost) {
        Set<Class<?>> once = new HashSet<>();
        asRoot(closing());
        log.deliver(command -> !lost.isInstance(command) || !once.add(command.getClass()));
        log.restart();
        log.deliver(command -> !lost.isInstance(command) || !once.add(command.getClass()));
        assertEquals(Status.SUSPENDED, membership().status());
        letTimePass();
        shred();
        log.deliver(command -> !lost.isInstance(command) || !once.add(command.getClass()));
        log.restart();
        log.deliver();
        assertNull(found());
        assertEquals(1, once.size());
    }

    @Test
    void everyMessageMayComeTwice() {
        asRoot(closing());
        twice();
        assertEquals(Status.SUSPENDED, membership().status());
        asRoot(reopening());
        twice();
        assertEquals(Status.ACTIVE, membership().status());
        assertTrue(log.state(member).isOpen());
        close();
        letTimePass();
        shred();
        twice();
        assertNull(found());
    }

    private void twice() {
        log.deliver(
                command -> {
                    // Once ahead of itself, and then as it was sent.
                    send(
                            command instanceof ChangeMember || command instanceof ShreddingNoted
                                    ? member
                                    : MANAGEMENT,
                            command);
                    return true;
                });
    }

    @Test
    void aMessageToTheWrongHistoryChangesNothing() {
        var awaited = new Awaited("gateway", "request");
        AccountId other = newMember("other@example.org");
        long before = log.state(other).revision();
        send(other, new ChangeMember(awaited, member, new Close()));
        send(other, new MemberChanged(awaited, member, new Close(), 1));
        send(other, new MemberNotReopened(awaited, member));
        send(other, new ShreddingNoted("request"));
        assertEquals(before, log.state(other).revision());
    }

    @Test
    void aClosedAccountEndsWhenItsTimeIsOverAndNotBefore() {
        shred();
        close();
        var early = assertInstanceOf(Accepted.class, shred());
        assertEquals(List.of(), early.events());
        assertEquals(KeyChange.NONE, early.key());
        letTimePass();
        var due = assertInstanceOf(Accepted.class, shred());
        assertEquals(KeyChange.SHREDDED, due.key());
        var again = assertInstanceOf(Accepted.class, shred());
        assertEquals(List.of(), again.events());
        assertEquals(KeyChange.NONE, again.key());
        log.deliver();
        assertNull(found());
        assertRejected("NoSuchAccountException", asRoot(reopening()));
        assertRejected("AccountNotFoundException", asRoot(closing()));
        // Id and e-mail address stay taken.
        AccountId again2 = newMember("MEMBER@example.org");
        assertFalse(log.state(again2).isOpen());
    }

    /** The second tombstone is what makes the log compact the key away. */
    @Test
    void anHourLaterTheTombstoneIsWrittenOnceMore() {
        close();
        letTimePass();
        shred();
        passSeconds(3_500);
        assertEquals(KeyChange.NONE, assertInstanceOf(Accepted.class, shred()).key());
        passSeconds(100);
        var later = assertInstanceOf(Accepted.class, shred());
        assertEquals(List.of(new AccountKeyErased()), later.events());
        assertEquals(KeyChange.SHREDDED, later.key());
        passSeconds(3_600);
        var again = assertInstanceOf(Accepted.class, shred());
        assertEquals(List.of(), again.events());
        assertEquals(KeyChange.NONE, again.key());
        asRoot(reopening());
        log.deliver();
        assertFalse(log.state(member).isOpen());
    }

    @Test
    void ofReopeningAndShreddingOneWins() {
        close();
        // Asked in time, but the account's end comes first.
        asRoot(reopening());
        letTimePass();
        var shredded = assertInstanceOf(Accepted.class, shred());
        assertEquals(KeyChange.SHREDDED, shredded.key());
        log.deliver();
        assertFalse(log.state(member).isOpen());
        assertNull(found());
    }

    @Test
    void whatIsReopenedFirstIsNotShredded() {
        close();
        asRoot(reopening());
        log.deliver();
        letTimePass();
        var late = assertInstanceOf(Accepted.class, shred());
        assertEquals(KeyChange.NONE, late.key());
        assertTrue(log.state(member).isOpen());
    }

    @Test
    void whatIsAboutToBeShreddedIsNotReopened() {
        close();
        letTimePass();
        asRoot(reopening());
        log.deliver();
        assertEquals(Status.SUSPENDED, membership().status());
        assertFalse(log.state(member).isOpen());
        var shredded = assertInstanceOf(Accepted.class, shred());
        assertEquals(KeyChange.SHREDDED, shredded.key());
    }

    @Test
    void aRaisedQuotaHoldsInItsAccountAlone() {
        asRoot(new PutQuota(member.value(), "GroupsPerAccount", 500));
        log.deliver();
        asRoot(new PutQuota(MANAGEMENT.value(), "RolesPerAccount", 2_000));
        assertEquals(500, Quota.GROUPS.limit(log.state(member)));
        assertEquals(300, Quota.GROUPS.limit(log.state(MANAGEMENT)));
        assertEquals(2_000, Quota.ROLES.limit(log.state(MANAGEMENT)));
        assertEquals(1_000, Quota.ROLES.limit(log.state(member)));
        // Told a second time it changes nothing.
        long before = log.state(member).revision();
        asRoot(new PutQuota(member.value(), "GroupsPerAccount", 500));
        log.deliver();
        assertEquals(before + 2, log.state(member).revision());
        long own = log.state(MANAGEMENT).revision();
        asRoot(new PutQuota(MANAGEMENT.value(), "RolesPerAccount", 2_000));
        assertEquals(own, log.state(MANAGEMENT).revision());
    }

    @Test
    void whatCannotBeRaisedIsRefused() {
        for (var put :
                List.of(
                        new PutQuota(member.value(), "GroupsPerUser", 11),
                        new PutQuota(member.value(), "NoSuchQuota", 11),
                        new PutQuota(member.value(), "GroupsPerAccount", 501),
                        new PutQuota(member.value(), "GroupsPerAccount", 299))) {
            assertRejected("InvalidQuotaException", asRoot(put));
        }
        assertRejected(
                "NoSuchAccountException",
                asRoot(new PutQuota("999999999999", "GroupsPerAccount", 400)));
        assertRejected(
                "AccessDenied",
                log.send(
                        member,
                        memberAdministrator(),
                        new PutQuota(member.value(), "GroupsPerAccount", 400)));
    }

    @Test
    void aRaisedQuotaIsWhatTheErrorTells() {
        asRoot(new PutQuota(MANAGEMENT.value(), "PoliciesPerUser", 11));
        asRoot(Rules.createUser("ana"));
        int attached = 0;
        CommandResult last = CommandResult.accepted();
        for (ManagedPolicy policy : ManagedPolicyCatalog.open().policies()) {
            last = asRoot(new AttachUserPolicy(policy.arn(), "ana"));
            if (last instanceof CommandResult.Rejected(AwsError error)
                    && error.code().equals("LimitExceeded")) {
                assertEquals("Cannot exceed quota for PoliciesPerUser: 11", error.message());
                break;
            }
            attached += last instanceof Accepted ? 1 : 0;
        }
        assertEquals(11, attached);
    }
}
