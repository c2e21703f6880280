package io.ostiary.testkit;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
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
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random histories of one account, and of those that it creates: commands good and bad by callers
 * alive and gone, aborted transactions and restarts between. After each step the invariants must
 * hold; at each restart and at the end the fold of the log must equal the state in memory.
 *
 * <p>The same seed gives the same history. A history that fails is made shorter by leaving steps
 * out for as long as it fails, and what is left is told with the seed.
 */
public final class Histories {
    private static final AccountId ACCOUNT = AccountScenario.ACCOUNT;

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
        DELIVERY
    }

    private record Step(int number, Fate fate, Actor actor, Command command) {}

    /**
     * @throws AssertionError with seed and the steps that are needed to fail
     */
    public void run(long seed, int length) {
        var random = new Random(seed);
        var steps = new ArrayList<Step>(length);
        AssertionError failure = play(steps, random, length);
        if (failure != null) {
            List<Step> shortest = shrink(steps);
            var told = new StringBuilder("seed " + seed + ": " + failure.getMessage());
            for (Step step : shortest) {
                told.append("\n  ").append(step);
            }
            throw new AssertionError(told.toString(), failure);
        }
    }

    /** Draws steps as it goes; they stay in the list for playing them again. */
    private @Nullable AssertionError play(List<Step> steps, Random random, int length) {
        InMemoryLog log = begin();
        var seen = new ArrayList<Actor>();
        seen.add(Actors.root(ACCOUNT, AccountScenario.ROOT_KEY));
        for (int i = 1; i <= length; i++) {
            AccountState state = log.state(ACCOUNT);
            Fate fate = fate(random);
            Actor actor = actor(state, seen, random);
            Command command = new RandomCommands(random, state).next();
            var step =
                    new Step(
                            i,
                            fate,
                            command instanceof RecordUse ? Actor.system(ACCOUNT) : actor,
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
                : drawn == 1 ? Fate.DELIVERY : drawn < 5 ? Fate.ABORTED : Fate.COMMITTED;
    }

    /** Mostly root; else somebody there is, or somebody there was. */
    private static Actor actor(AccountState state, List<Actor> seen, Random random) {
        if (random.nextInt(3) != 0) {
            return seen.getFirst();
        }
        for (User user : state.scan(Table.USERS, "")) {
            for (Credentials.AccessKey key : user.credentials().accessKeys()) {
                seen.add(Actors.user(ACCOUNT, user, key.id()));
            }
            seen.add(Actors.userSession(ACCOUNT, user));
        }
        for (Role role : state.scan(Table.ROLES, "")) {
            seen.add(Actors.roleSession(ACCOUNT, role));
        }
        return seen.get(random.nextInt(seen.size()));
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
        return log;
    }

    private @Nullable AssertionError take(InMemoryLog log, Step step) {
        try {
            switch (step.fate()) {
                case RESTART -> restart(log);
                case DELIVERY -> log.deliver();
                case ABORTED -> decide(log, step, false);
                case COMMITTED -> decide(log, step, true);
            }
            Invariants.check(log.state(ACCOUNT));
            return null;
        } catch (AssertionError e) {
            return e;
        } catch (RuntimeException e) {
            return new AssertionError("step " + step + " threw " + e, e);
        }
    }

    private void decide(InMemoryLog log, Step step, boolean commit) {
        AccountState before = log.state(ACCOUNT);
        var envelope =
                InMemoryLog.envelope(
                        ACCOUNT,
                        step.actor(),
                        step.command(),
                        Map.of(),
                        "request-" + step.number());
        CommandResult result =
                commit ? log.send(envelope, step.number()) : log.decide(envelope, step.number());
        if (!commit && log.state(ACCOUNT) != before) {
            throw new AssertionError("an aborted command left a trace");
        }
        check.check(before, step.actor(), step.command(), result);
    }

    private static void restart(InMemoryLog log) {
        Replay.check(log.state(ACCOUNT), log.events(ACCOUNT));
        log.restart();
    }

    private static @Nullable AssertionError end(InMemoryLog log) {
        try {
            log.deliver();
            for (AccountId account : log.accounts()) {
                AccountState state = log.state(account);
                Replay.check(state, log.events(account));
                Invariants.check(state);
                if (state.count(Table.PENDING_FOLLOW_UPS) != 0) {
                    throw new AssertionError("a message of " + account + " was never answered");
                }
            }
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
