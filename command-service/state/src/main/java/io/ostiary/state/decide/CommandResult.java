package io.ostiary.state.decide;

import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.result.Result;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a decider makes of a command. Nothing has happened yet: the writer commits it. */
public sealed interface CommandResult {

    /**
     * @param key what becomes of the account's data key, in iam.account-keys and in the same
     *     transaction
     * @param told who hears of it
     */
    record Accepted(@Nullable Result result, List<Event> events, KeyChange key, Told told)
            implements CommandResult {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** What a command does to the account's data key. */
    enum KeyChange {
        NONE,
        /** The one that was drawn while it was decided. */
        DRAWN,
        /** Gone for good: no secret of the account opens any more. */
        SHREDDED
    }

    /** Who is told the outcome of a command. */
    sealed interface Told {

        /** Whoever sent it. */
        record Sender() implements Told {}

        /** Nobody yet: a later command tells whoever awaits it. */
        record NobodyYet() implements Told {}

        /**
         * Whoever has been waiting since an earlier command.
         *
         * @param refusal what it is told instead of the result; null for success
         * @param revealed what the answer tells of another history; null for nothing
         */
        record Waiting(Awaited awaited, @Nullable AwsError refusal, @Nullable Revealed revealed)
                implements Told {}
    }

    record Rejected(AwsError error) implements CommandResult {}

    static CommandResult accepted(Event... events) {
        return new Accepted(null, List.of(events), KeyChange.NONE, new Told.Sender());
    }

    static CommandResult accepted(@Nullable Result result, Event... events) {
        return new Accepted(result, List.of(events), KeyChange.NONE, new Told.Sender());
    }

    static CommandResult accepted(@Nullable Result result, List<Event> events) {
        return new Accepted(result, events, KeyChange.NONE, new Told.Sender());
    }

    /** The events are committed; what the sender is told follows from a later command. */
    static CommandResult undecidedYet(List<Event> events) {
        return new Accepted(null, events, KeyChange.NONE, new Told.NobodyYet());
    }

    /**
     * What was undecided is decided.
     *
     * @param refusal null for success
     */
    static CommandResult decided(Awaited awaited, @Nullable AwsError refusal, List<Event> events) {
        return decided(awaited, refusal, events, null);
    }

    /**
     * What was undecided is decided, as another history says.
     *
     * @param revealed what the answer tells of that history
     */
    static CommandResult decided(
            Awaited awaited,
            @Nullable AwsError refusal,
            List<Event> events,
            @Nullable Revealed revealed) {
        return new Accepted(
                null, events, KeyChange.NONE, new Told.Waiting(awaited, refusal, revealed));
    }

    /** What was undecided is done, as another history says. */
    static CommandResult done(
            Awaited awaited, Result result, List<Event> events, Revealed revealed) {
        return new Accepted(
                result, events, KeyChange.NONE, new Told.Waiting(awaited, null, revealed));
    }

    static CommandResult rejected(AwsError error) {
        return new Rejected(error);
    }
}
