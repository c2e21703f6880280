package io.ostiary.testkit;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand.RegisterMasterKey;
import io.ostiary.contract.command.HistoryCommand.ShredClosedAccount;
import io.ostiary.contract.command.LoginProfileCommand.ChangePassword;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Random histories of one account, and of those that it creates: commands good and bad by callers
 * alive and gone, aborted transactions and restarts between. After each step the invariants must
 * hold; at each restart and at the end the fold of the log must equal the state in memory; and when
 * all messages are delivered, what the accounts and the registry say of each other.
 *
 * <p>The same seed gives the same history. A history that fails is made shorter by leaving steps
 * out for as long as it fails, and what is left is told with the seed.
 */
public final class Histories {
    private static final AccountId ACCOUNT = AccountScenario.ACCOUNT;

    /** Of those who once could act: of more, nearly all would be gone. */
    private static final int REMEMBERED = 50;

    private final Decider decider;
    private final StepCheck check;

    public Histories(Decider decider, StepCheck check) {
        this.decider = decider;
        this.check = check;
    }

    /** What else must hold of every step. */
    @FunctionalInterface
    public interface StepCheck {
        /**
         * @throws AssertionError when it does not
         */
        void check(AccountState before, Actor actor, Command command, CommandResult result);
    }

    private enum Fate {
        COMMITTED,
        ABORTED,
        RESTART,
        DELIVERY,
        /** What gateways send now and then: closed accounts whose time is over are to end. */
        SWEEP
    }

    private record Step(int number, Fate fate, AccountId account, Actor actor, Command command) {}

    /**
     * @return the kinds of commands that changed something, messages between accounts among them
     * @throws AssertionError with seed and the steps that are needed to fail
     */
    public Set<String> run(long seed, int length) {
        var random = new Random(seed);
        var steps = new ArrayList<Step>(length);
        InMemoryLog log = begin();
        AssertionError failure = play(log, steps, random, length);
        if (failure != null) {
            List<Step> shortest = shrink(steps);
            var told = new StringBuilder("seed " + seed + ": " + failure.getMessage());
            for (Step step : shortest) {
                told.append("\n  ").append(step);
            }
            throw new AssertionError(told.toString(), failure);
        }
        return log.kinds();
    }

    /** Draws steps as it goes; they stay in the list for playing them again. */
    private @Nullable AssertionError play(
            InMemoryLog log, List<Step> steps, Random random, int length) {
        var seen = new HashMap<AccountId, List<Actor>>();
        for (int i = 1; i <= length; i++) {
            AccountState state = log.state(account(log, random));
            Fate fate = fate(random);
            List<Actor> known = seen.computeIfAbsent(state.id(), _ -> administrator(state));
            Actor actor = actor(state, known, random);
            Command command = new RandomCommands(random, state).next();
            var step =
                    new Step(
                            i,
                            fate,
                            state.id(),
                            actor.equals(known.getFirst()) ? sender(state, command, actor) : actor,
                            command);
            steps.add(step);
            AssertionError failure = take(log, step);
            if (failure != null) {
                return failure;
            }
        }
        return end(log);
    }

    private static Fate fate(Random random) {
        int drawn = random.nextInt(50);
        return drawn == 0
                ? Fate.RESTART
                : drawn == 1
                        ? Fate.DELIVERY
                        : drawn == 2 ? Fate.SWEEP : drawn < 6 ? Fate.ABORTED : Fate.COMMITTED;
    }

    /** Mostly the first; else one that it created, open or closed. */
    private static AccountId account(InMemoryLog log, Random random) {
        if (random.nextInt(8) != 0) {
            return ACCOUNT;
        }
        List<AccountId> opened =
                log.accounts().stream()
                        .filter(id -> log.state(id).account() != null)
                        .sorted(Comparator.comparing(AccountId::value))
                        .toList();
        return opened.get(random.nextInt(opened.size()));
    }

    /** Root of the first account; of those that it created, who assumed their first role. */
    private static List<Actor> administrator(AccountState state) {
        var seen = new ArrayList<Actor>();
        for (Role role : state.scan(Table.ROLES, "")) {
            if (!state.id().equals(ACCOUNT)) {
                seen.add(Actors.roleSession(state.id(), role));
            }
        }
        if (seen.isEmpty()) {
            seen.add(Actors.root(state.id(), AccountScenario.ROOT_KEY));
        }
        return seen;
    }

    /** Mostly the administrator; else somebody there is, or somebody there was. */
    private static Actor actor(AccountState state, List<Actor> seen, Random random) {
        if (random.nextInt(3) != 0) {
            return seen.getFirst();
        }
        for (User user : state.scan(Table.USERS, "")) {
            for (Credentials.AccessKey key : user.credentials().accessKeys()) {
                seen.add(Actors.user(state.id(), user, key.id()));
            }
            seen.add(Actors.userSession(state.id(), user));
        }
        for (Role role : state.scan(Table.ROLES, "")) {
            seen.add(Actors.roleSession(state.id(), role));
        }
        if (seen.size() > REMEMBERED) {
            seen.subList(1, seen.size() - REMEMBERED).clear();
        }
        return seen.get(random.nextInt(seen.size()));
    }

    /**
     * Of what an administrator cannot do: passwords are proven by who has them, uses told by the
     * house.
     */
    private static Actor sender(AccountState state, Command command, Actor administrator) {
        return switch (command) {
            case RecordUse _ -> Actor.system(state.id());
            case ChangePassword change -> {
                for (User user : state.scan(Table.USERS, "")) {
                    LoginProfile profile = user.credentials().loginProfile();
                    if (profile != null
                            && profile.passwordSetAt().equals(change.oldPassword().setAt())) {
                        yield Actors.userSession(state.id(), user);
                    }
                }
                yield administrator;
            }
            default -> administrator;
        };
    }

    private @Nullable AssertionError playAgain(List<Step> steps) {
        InMemoryLog log = begin();
        for (Step step : steps) {
            AssertionError failure = take(log, step);
            if (failure != null) {
                return failure;
            }
        }
        return end(log);
    }

    private InMemoryLog begin() {
        var log = new InMemoryLog(decider);
        log.append(
                ACCOUNT,
                new AccountOpened(
                        "first", ACCOUNT, "first", "first@example.org", null, FixedEffects.START),
                new AccessKeyCreated(
                        new EntityId(EntityKind.ROOT, ACCOUNT.value()),
                        AccountScenario.ROOT_KEY,
                        new SealedSecret("rootSecret"),
                        FixedEffects.START));
        log.send(
                AccountId.REGISTRY,
                Actor.system(AccountId.REGISTRY),
                new RegisterMasterKey("first", "checkValue"));
        return log;
    }

    private @Nullable AssertionError take(InMemoryLog log, Step step) {
        try {
            switch (step.fate()) {
                case RESTART -> restart(log);
                case DELIVERY -> deliver(log);
                case SWEEP -> sweep(log);
                case ABORTED -> decide(log, step, false);
                case COMMITTED -> decide(log, step, true);
            }
            Invariants.check(log.state(step.account()));
            return null;
        } catch (AssertionError e) {
            return e;
        } catch (RuntimeException e) {
            return new AssertionError("step " + step + " threw " + e, e);
        }
    }

    private void decide(InMemoryLog log, Step step, boolean commit) {
        AccountState before = log.state(step.account());
        var envelope =
                InMemoryLog.envelope(
                        step.account(),
                        step.actor(),
                        step.command(),
                        Map.of(),
                        "request-" + step.number());
        CommandResult result =
                commit ? log.send(envelope, step.number()) : log.decide(envelope, step.number());
        if (!commit && log.state(step.account()) != before) {
            throw new AssertionError("an aborted command left a trace");
        }
        check.check(before, step.actor(), step.command(), result);
    }

    private static void restart(InMemoryLog log) {
        for (AccountId account : log.accounts()) {
            Replay.check(log.state(account), log.events(account));
        }
        log.restart();
    }

    private static void deliver(InMemoryLog log) {
        log.deliver();
        var accounts = new TreeMap<AccountId, AccountState>(Comparator.comparing(AccountId::value));
        log.accounts().forEach(account -> accounts.put(account, log.state(account)));
        accounts.values().forEach(Invariants::check);
        HouseInvariants.check(accounts);
    }

    private static void sweep(InMemoryLog log) {
        log.accounts().stream()
                .sorted(Comparator.comparing(AccountId::value))
                .forEach(
                        account ->
                                log.send(
                                        account,
                                        Actor.system(account),
                                        new ShredClosedAccount("sweep-of-" + account)));
    }

    private static @Nullable AssertionError end(InMemoryLog log) {
        try {
            deliver(log);
            restart(log);
            return null;
        } catch (AssertionError e) {
            return e;
        } catch (RuntimeException e) {
            return new AssertionError("the end threw " + e, e);
        }
    }

    /** Leaves out halves, quarters … and single steps, as long as it still fails. */
    private List<Step> shrink(List<Step> failing) {
        List<Step> shortest = failing;
        for (int size = Math.max(1, failing.size() / 2); size >= 1; size /= 2) {
            for (int from = 0; from < shortest.size(); ) {
                var shorter = new ArrayList<>(shortest.subList(0, from));
                shorter.addAll(
                        shortest.subList(Math.min(from + size, shortest.size()), shortest.size()));
                if (playAgain(shorter) != null) {
                    shortest = shorter;
                } else {
                    from += size;
                }
            }
        }
        return shortest;
    }
}
