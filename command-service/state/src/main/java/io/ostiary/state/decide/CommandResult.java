package io.ostiary.state.decide;

import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.result.Result;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a decider makes of a command. Nothing has happened yet: the writer commits it. */
public sealed interface CommandResult {

    /**
     * @param accountKey a new account's data key, wrapped by the master key: written to
     *     iam.account-keys in the same transaction; null but for OpenAccount
     * @param told who hears of it
     */
    record Accepted(
            @Nullable Result result, List<Event> events, @Nullable String accountKey, Told told)
            implements CommandResult {
        public Accepted {
            events = List.copyOf(events);
        }
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
         */
        record Waiting(Awaited awaited, @Nullable AwsError refusal) implements Told {}
    }

    record Rejected(AwsError error) implements CommandResult {}

    static CommandResult accepted(Event... events) {
        return new Accepted(null, List.of(events), null, new Told.Sender());
    }

    static CommandResult accepted(@Nullable Result result, Event... events) {
        return new Accepted(result, List.of(events), null, new Told.Sender());
    }

    static CommandResult accepted(@Nullable Result result, List<Event> events) {
        return new Accepted(result, events, null, new Told.Sender());
    }

    /** The events are committed; what the sender is told follows from a later command. */
    static CommandResult undecidedYet(List<Event> events) {
        return new Accepted(null, events, null, new Told.NobodyYet());
    }

    /**
     * What was undecided is decided.
     *
     * @param refusal null for success
     */
    static CommandResult decided(Awaited awaited, @Nullable AwsError refusal, List<Event> events) {
        return new Accepted(null, events, null, new Told.Waiting(awaited, refusal));
    }

    static CommandResult rejected(AwsError error) {
        return new Rejected(error);
    }
}
