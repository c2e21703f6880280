package io.ostiary.testkit;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.view.AccountState;

import org.junit.jupiter.api.Assertions;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One account that is open, with root's key, and what a command does to it:
 *
 * <pre>
 * account().given(userCreated("ana")).when(new CreateUser(…)).thenRejected(…);
 * </pre>
 *
 * <p>Whatever is asserted, the history is also read back from bytes, folded in every split,
 * compared with the live state, and the state's invariants are checked: every test of a rule is a
 * replay test.
 */
public final class AccountScenario {
    public static final AccountId ACCOUNT = new AccountId("111122223333");

    /** Root's key, there from the start. */
    public static final String ROOT_KEY = AccessKeyId.of(IdPrefix.ACCESS_KEY, ACCOUNT, 0).value();

    private final InMemoryLog log;
    private Actor actor = Actors.root(ACCOUNT, ROOT_KEY);
    private Map<String, String> principals = Map.of();

    private AccountScenario(InMemoryLog log) {
        this.log = log;
    }

    public static AccountScenario of(Decider decider) {
        var log = new InMemoryLog(decider);
        log.append(
                ACCOUNT,
                new AccountOpened(
                        "first", ACCOUNT, "first", "first@example.org", null, FixedEffects.START),
                new AccessKeyCreated(
                        new EntityId(EntityKind.ROOT, ACCOUNT.value()),
                        ROOT_KEY,
                        new SealedSecret("rootSecret"),
                        FixedEffects.START));
        return new AccountScenario(log);
    }

    public AccountScenario given(Event... events) {
        log.append(ACCOUNT, events);
        return this;
    }

    /** Commands of the present caller that must be accepted. */
    public AccountScenario done(Command... commands) {
        for (Command command : commands) {
            when(command).thenAccepted();
        }
        return this;
    }

    public AccountScenario as(Actor caller) {
        this.actor = caller;
        return this;
    }

    /** As a caller that is found in the state: a user, a session. */
    public AccountScenario as(Function<AccountState, Actor> caller) {
        return as(caller.apply(state()));
    }

    public AccountScenario asRoot() {
        return as(Actors.root(ACCOUNT, ROOT_KEY));
    }

    /** Unique ids of principals in other accounts, as a gateway would send them along. */
    public AccountScenario withPrincipals(Map<String, String> ids) {
        this.principals = ids;
        return this;
    }

    public AccountState state() {
        return log.state(ACCOUNT);
    }

    /**
     * As {@link #when}, with one replay in place of one for each split: for accounts of thousands.
     */
    public Decided whenInFullAccount(Command command) {
        CommandResult result = log.send(InMemoryLog.envelope(ACCOUNT, actor, command, principals));
        Replay.check(state(), log.events(ACCOUNT));
        Invariants.check(state());
        return new Decided(this, result);
    }

    public Decided when(Command command) {
        CommandResult result = log.send(InMemoryLog.envelope(ACCOUNT, actor, command, principals));
        Replay.checkEverySplit(state(), log.events(ACCOUNT));
        Invariants.check(state());
        return new Decided(this, result);
    }

    /** What came of a command. */
    public static final class Decided {
        private final AccountScenario scenario;
        private final CommandResult result;

        private Decided(AccountScenario scenario, CommandResult result) {
            this.scenario = scenario;
            this.result = result;
        }

        public AccountScenario thenAccepted() {
            accepted();
            return scenario;
        }

        public AccountScenario thenAccepted(Event... events) {
            Assertions.assertEquals(List.of(events), accepted().events());
            return scenario;
        }

        /** Accepted, though nothing changed. */
        public AccountScenario thenUnchanged() {
            Assertions.assertEquals(List.of(), accepted().events());
            return scenario;
        }

        public AccountScenario thenResult(Result expected) {
            Assertions.assertEquals(expected, accepted().result());
            return scenario;
        }

        public AccountScenario thenRejected(AwsError error) {
            Assertions.assertEquals(new CommandResult.Rejected(error), result);
            return scenario;
        }

        /** Rejected with this code, whatever the text. */
        public AccountScenario thenRejected(String code) {
            if (!(result instanceof CommandResult.Rejected(AwsError error))) {
                throw new AssertionError("expected " + code + ", found " + result);
            }
            Assertions.assertEquals(code, error.code(), error.message());
            return scenario;
        }

        public CommandResult.Accepted accepted() {
            if (result instanceof CommandResult.Accepted accepted) {
                return accepted;
            }
            throw new AssertionError("expected to be accepted, found " + result);
        }
    }
}
