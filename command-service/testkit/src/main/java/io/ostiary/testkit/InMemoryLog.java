package io.ostiary.testkit;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.FollowUpEvent.FollowUpSent;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.entity.PendingFollowUp;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The histories of several accounts and a writer over them, without Kafka: one command at a time,
 * what it comes to is committed or, when told so, thrown away. Messages between histories wait in a
 * queue until they are delivered.
 */
public final class InMemoryLog {
    private static final int MAX_DELIVERIES = 10_000;

    /** Above the numbers that histories give their steps. */
    private static final long FIRST_FREE = 100_000;

    private final Decider decider;
    private final Map<AccountId, List<EventEnvelope>> events = new HashMap<>();
    private final Map<AccountId, AccountState> states = new HashMap<>();
    private final Deque<CommandEnvelope> messages = new ArrayDeque<>();
    private final Set<String> kinds = new TreeSet<>();
    private long commands = FIRST_FREE;

    public InMemoryLog(Decider decider) {
        this.decider = decider;
    }

    public AccountState state(AccountId account) {
        return states.getOrDefault(account, AccountState.empty(account));
    }

    public List<EventEnvelope> events(AccountId account) {
        return List.copyOf(events.getOrDefault(account, List.of()));
    }

    /** The accounts that have a history. */
    public Set<AccountId> accounts() {
        return Set.copyOf(events.keySet());
    }

    /** Of all commands that changed something. */
    Set<String> kinds() {
        return kinds;
    }

    /** Facts from outside any command. */
    public void append(AccountId account, Event... facts) {
        commit(account, "given", FixedEffects.of(++commands).now(), List.of(facts));
    }

    public CommandResult send(AccountId account, Actor actor, Command command) {
        return send(envelope(account, actor, command, Map.of(), "request-" + (commands + 1)));
    }

    public CommandResult send(CommandEnvelope envelope) {
        return send(envelope, ++commands);
    }

    /**
     * @param number where ids and time come from
     */
    CommandResult send(CommandEnvelope envelope, long number) {
        CommandResult result = decide(envelope, number);
        if (result instanceof CommandResult.Accepted accepted) {
            if (!accepted.events().isEmpty()) {
                kinds.add(envelope.command().getClass().getSimpleName());
            }
            commit(
                    envelope.account(),
                    envelope.requestId(),
                    FixedEffects.of(number).now(),
                    accepted.events());
        }
        return result;
    }

    /** Decides and throws away what it came to, as an aborted transaction does. */
    CommandResult decide(CommandEnvelope envelope, long number) {
        return DeclaredErrors.checked(
                envelope.command(),
                decider.decide(state(envelope.account()), envelope, FixedEffects.of(number)));
    }

    public static CommandEnvelope envelope(
            AccountId account, Actor actor, Command command, Map<String, String> principals) {
        return envelope(account, actor, command, principals, "request");
    }

    /**
     * @param requestId from which ids of messages follow
     */
    static CommandEnvelope envelope(
            AccountId account,
            Actor actor,
            Command command,
            Map<String, String> principals,
            String requestId) {
        return new CommandEnvelope(
                account,
                requestId,
                "gateway",
                null,
                actor,
                Judgement.HOUSE,
                principals,
                new SealedSecret("replyKey"),
                command);
    }

    private void commit(AccountId account, String requestId, Instant at, List<Event> facts) {
        AccountState state = state(account);
        List<EventEnvelope> history = events.computeIfAbsent(account, id -> new ArrayList<>());
        for (Event fact : facts) {
            var envelope =
                    new EventEnvelope(
                            account,
                            state.revision() + 1,
                            at,
                            requestId,
                            new EventEnvelope.Source("memory", commands),
                            fact);
            state = state.after(envelope);
            history.add(envelope);
            if (fact instanceof FollowUpSent sent) {
                messages.add(message(sent.id(), sent.target(), sent.command()));
            }
        }
        states.put(account, state);
    }

    private static CommandEnvelope message(String id, AccountId target, Command command) {
        return new CommandEnvelope(
                target,
                id,
                "",
                null,
                Actor.system(target),
                Judgement.HOUSE,
                Map.of(),
                null,
                command);
    }

    /** Delivers messages, and those that they cause, until none is left. */
    public void deliver() {
        deliver(message -> true);
    }

    /**
     * As {@link #deliver()}, but loses some.
     *
     * @param arrives false for a message that is lost
     */
    public void deliver(Predicate<Command> arrives) {
        for (int i = 0; i < MAX_DELIVERIES; i++) {
            CommandEnvelope message = messages.poll();
            if (message == null) {
                return;
            }
            if (arrives.test(message.command())) {
                send(message);
            }
        }
        throw new AssertionError("the messages between histories do not end");
    }

    /** A takeover: all memory is folded anew from the log, and pending messages are sent again. */
    public void restart() {
        messages.clear();
        states.replaceAll((account, state) -> Replay.fold(account, events(account)));
        for (AccountState state : states.values()) {
            for (PendingFollowUp pending : state.scan(Table.PENDING_FOLLOW_UPS, "")) {
                messages.add(message(pending.id(), pending.target(), pending.command()));
            }
        }
    }
}
