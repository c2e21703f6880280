package io.ostiary.writer.loop;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.FollowUpEvent.FollowUpSent;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.outcome.OutcomeEnvelope;
import io.ostiary.log.codec.AccountKey;
import io.ostiary.log.codec.EncodedRecord;
import io.ostiary.log.topic.Topics;
import io.ostiary.state.decide.CommandResult.Accepted;
import io.ostiary.state.decide.CommandResult.KeyChange;
import io.ostiary.state.decide.CommandResult.Rejected;
import io.ostiary.state.decide.CommandResult.Told;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The commands of one transaction, decided one after the other. What they change lies here, over
 * the {@link History}, until the commit swaps it in; a batch that is not committed is dropped and
 * leaves nothing.
 */
final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    /** What is to be produced, and to which topic. */
    record Produced(String topic, EncodedRecord record) {}

    private final History history;
    private final Decider decider;
    private final BiFunction<CommandEnvelope, Instant, Effects> effects;
    private final LogCodecs codecs;
    private final AccountKeyring keyring;
    private final Map<AccountId, AccountHistory> changed = new HashMap<>();
    private final List<Produced> produced = new ArrayList<>();
    private EventEnvelope.@Nullable Source lastSource;

    Batch(
            History history,
            Decider decider,
            BiFunction<CommandEnvelope, Instant, Effects> effects,
            LogCodecs codecs,
            AccountKeyring keyring) {
        this.history = history;
        this.decider = decider;
        this.effects = effects;
        this.codecs = codecs;
        this.keyring = keyring;
    }

    List<Produced> produced() {
        return produced;
    }

    Map<AccountId, AccountHistory> changed() {
        return changed;
    }

    EventEnvelope.@Nullable Source lastSource() {
        return lastSource;
    }

    /**
     * Whether the last command below an offset made an event: then the events alone say where a
     * takeover starts.
     */
    boolean tellsOfEverythingBelow(long next) {
        return lastSource != null && lastSource.offset() == next - 1;
    }

    /** A command that cannot be read, but says who awaits it. */
    void reject(AccountId account, String requestId, String gateway) {
        var error = CommonError.validation("The command could not be read.");
        answer(
                account,
                requestId,
                gateway,
                new Outcome.Rejected(error, known(account).state().revision()));
    }

    /** A command whose records the broker does not take, although they were measured. */
    void rejectTooLarge(CommandEnvelope command) {
        answer(command, tooLarge(known(command.account()).state()));
    }

    private static Outcome tooLarge(AccountState before) {
        return new Outcome.Rejected(
                new IamError.LimitExceeded("The request is too large."), before.revision());
    }

    /** Decides one command. Never throws for anything that the command holds. */
    void add(CommandEnvelope command, EventEnvelope.Source source, Instant now) {
        Instant deadline = command.deadline();
        if (deadline != null && !now.isBefore(deadline)) {
            answer(command, new Outcome.Expired());
            return;
        }
        AccountHistory before = known(command.account());
        if (history.isRefused(command.account())) {
            answer(command, new Outcome.Failed());
            return;
        }
        AccountState state = before.state();
        if (before.rights().changedSince(command.judged(), command.actor(), state)) {
            answer(command, new Outcome.Outdated(state.revision()));
            return;
        }
        keyring.next();
        try {
            switch (decider.decide(state, command, effects.apply(command, now))) {
                case Rejected(var error) ->
                        answer(command, new Outcome.Rejected(error, state.revision()));
                case Accepted accepted -> accept(command, accepted, before, source, now);
            }
        } catch (RuntimeException | StackOverflowError e) {
            // A decider that throws is our bug; the commands behind it must not suffer.
            LOG.error(
                    "request {} of account {}: {} failed",
                    command.requestId(),
                    command.account(),
                    command.command().getClass().getSimpleName(),
                    e);
            answer(command, new Outcome.Failed());
        }
    }

    private void accept(
            CommandEnvelope command,
            Accepted accepted,
            AccountHistory before,
            EventEnvelope.Source source,
            Instant now) {
        AccountHistory after = before;
        var records = new ArrayList<Produced>();
        for (Event event : accepted.events()) {
            var envelope =
                    new EventEnvelope(
                            command.account(),
                            after.state().revision() + 1,
                            now,
                            command.requestId(),
                            source,
                            event);
            // Replaying one's own record must succeed; where it does not, nothing has happened.
            after = after.after(envelope);
            records.add(new Produced(Topics.EVENTS, codecs.events().encode(envelope)));
            if (event instanceof FollowUpSent(var id, var target, var followUp)) {
                records.add(
                        new Produced(
                                Topics.COMMANDS,
                                codecs.commands()
                                        .encode(
                                                followUp(
                                                        command.account(), id, target, followUp))));
            }
        }
        AccountKey key = keyOf(command.account(), accepted.key());
        if (key != null) {
            records.add(
                    new Produced(
                            Topics.ACCOUNT_KEYS,
                            codecs.accountKeys().encode(command.account(), key)));
        }
        Produced outcome = told(command, accepted, after.state().revision());
        if (outcome != null) {
            records.add(outcome);
        }
        if (records.stream().anyMatch(Batch::isTooLarge)) {
            answer(command, tooLarge(before.state()));
            return;
        }
        keyring.accept();
        produced.addAll(records);
        changed.put(command.account(), after);
        if (!accepted.events().isEmpty()) {
            lastSource = source;
        }
    }

    private @Nullable AccountKey keyOf(AccountId account, KeyChange change) {
        return switch (change) {
            case NONE -> null;
            case DRAWN -> keyring.drawn(account);
            case SHREDDED -> keyring.shredding(account);
        };
    }

    private @Nullable Produced told(CommandEnvelope command, Accepted accepted, long revision) {
        return switch (accepted.told()) {
            case Told.Sender _ ->
                    outcome(
                            command.account(),
                            command.requestId(),
                            command.gateway(),
                            new Outcome.Accepted(accepted.result(), revision));
            case Told.NobodyYet _ -> null;
            case Told.Waiting(var awaited, var refusal, var revealed) ->
                    outcome(
                            command.account(),
                            awaited.requestId(),
                            awaited.gateway(),
                            refusal == null
                                    ? new Outcome.Accepted(
                                            accepted.result(),
                                            revision,
                                            revealed == null ? List.of() : List.of(revealed))
                                    : new Outcome.Rejected(refusal, revision));
        };
    }

    private static boolean isTooLarge(Produced record) {
        return record.record().size() > Topics.MAX_MESSAGE_BYTES;
    }

    static CommandEnvelope followUp(
            AccountId sender,
            String id,
            AccountId target,
            io.ostiary.contract.command.HistoryCommand command) {
        return CommandEnvelope.ofHouse(target, id, "", null, sender, command);
    }

    private AccountHistory known(AccountId account) {
        AccountHistory known = changed.get(account);
        return known == null ? history.account(account) : known;
    }

    private void answer(CommandEnvelope command, Outcome outcome) {
        answer(command.account(), command.requestId(), command.gateway(), outcome);
    }

    private void answer(AccountId account, String requestId, String gateway, Outcome outcome) {
        Produced answer = outcome(account, requestId, gateway, outcome);
        if (answer != null) {
            produced.add(answer);
        }
    }

    /** Null where no gateway awaits it. */
    private @Nullable Produced outcome(
            AccountId account, String requestId, String gateway, Outcome outcome) {
        return gateway.isEmpty()
                ? null
                : new Produced(
                        Topics.OUTCOMES,
                        codecs.outcomes()
                                .encode(new OutcomeEnvelope(account, requestId, gateway, outcome)));
    }
}
