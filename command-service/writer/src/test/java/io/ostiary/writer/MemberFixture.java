package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
import io.ostiary.contract.command.HistoryCommand.RootKey;
import io.ostiary.contract.command.HistoryCommand.ShredClosedAccount;
import io.ostiary.contract.command.OperatorCommand.ReopenAccount;
import io.ostiary.contract.command.OrganizationCommand.CloseAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateOrganization;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.OrganizationResult.CreateAccountResult;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.CommandResult.Accepted;
import io.ostiary.state.decide.CommandResult.Told;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.MemberAccount.Status;
import io.ostiary.state.entity.Table;
import io.ostiary.testkit.Actors;
import io.ostiary.testkit.InMemoryLog;
import io.ostiary.testkit.Invariants;
import io.ostiary.testkit.Replay;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** An organization with a member; afterwards every message is answered and every history folds. */
abstract class MemberFixture {

    static final AccountId MANAGEMENT = new AccountId("111122223333");
    static final String ROOT_KEY = AccessKeyId.of(IdPrefix.ACCESS_KEY, MANAGEMENT, 7).value();
    static final Actor ROOT = Actors.root(MANAGEMENT, ROOT_KEY);

    /** A command takes a second in this log. */
    static final int KEPT = 50;

    static final Decider DECIDERS =
            new Deciders(ManagedPolicyCatalog.open(), Duration.ofSeconds(KEPT));

    final InMemoryLog log = new InMemoryLog(DECIDERS);
    AccountId member = MANAGEMENT;

    @BeforeEach
    void openAnOrganizationWithAMember() {
        send(AccountId.REGISTRY, first());
        log.deliver();
        asRoot(new CreateOrganization(null));
        member = newMember("member@example.org");
    }

    /** The account that comes to manage the others. */
    static ReserveAccount first() {
        return new ReserveAccount(
                "first",
                MANAGEMENT,
                new NewAccount(
                        MANAGEMENT,
                        "first",
                        "first@example.org",
                        null,
                        null,
                        new RootKey(ROOT_KEY, new SealedSecret("secret"))));
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

    AccountId newMember(String email) {
        var accepted = (Accepted) asRoot(new CreateAccount("member", email, null, null, List.of()));
        var result = (CreateAccountResult) Objects.requireNonNull(accepted.result());
        String id =
                Objects.requireNonNull(Objects.requireNonNull(result.createAccountStatus()).id());
        AccountCreation creation =
                Objects.requireNonNull(log.state(MANAGEMENT).find(Table.ACCOUNT_CREATIONS, id));
        log.deliver();
        return creation.account();
    }

    CommandResult send(AccountId account, Command command) {
        return log.send(account, Actor.system(account), command);
    }

    CommandResult asRoot(Command command) {
        return log.send(MANAGEMENT, ROOT, command);
    }

    CloseAccount closing() {
        return new CloseAccount(member.value());
    }

    ReopenAccount reopening() {
        return new ReopenAccount(member.value());
    }

    void close() {
        var accepted = assertInstanceOf(Accepted.class, asRoot(closing()));
        assertEquals(new Told.NobodyYet(), accepted.told());
        log.deliver();
        assertEquals(Status.SUSPENDED, membership().status());
    }

    @Nullable MemberAccount found() {
        return log.state(MANAGEMENT).find(Table.MEMBER_ACCOUNTS, member.value());
    }

    MemberAccount membership() {
        return Objects.requireNonNull(found());
    }

    Actor memberAdministrator() {
        return Actors.roleSession(
                member,
                Objects.requireNonNull(
                        log.state(member).roleNamed("OrganizationAccountAccessRole")));
    }

    CommandResult shred() {
        return send(member, new ShredClosedAccount("sweep"));
    }

    void letTimePass() {
        passSeconds(KEPT);
    }

    /** Each command takes one. */
    void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            send(AccountId.REGISTRY, new ShredClosedAccount("nothing"));
        }
    }

    static void assertRejected(String code, CommandResult result) {
        AwsError error = assertInstanceOf(CommandResult.Rejected.class, result).error();
        assertEquals(code, error.code());
    }
}
