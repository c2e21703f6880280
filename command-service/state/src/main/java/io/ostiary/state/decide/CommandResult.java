package io.ostiary.state.decide;

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
     */
    record Accepted(@Nullable Result result, List<Event> events, @Nullable String accountKey)
            implements CommandResult {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Rejected(AwsError error) implements CommandResult {}

    static CommandResult accepted(Event... events) {
        return new Accepted(null, List.of(events), null);
    }

    static CommandResult accepted(@Nullable Result result, Event... events) {
        return new Accepted(result, List.of(events), null);
    }

    static CommandResult accepted(@Nullable Result result, List<Event> events) {
        return new Accepted(result, events, null);
    }

    static CommandResult rejected(AwsError error) {
        return new Rejected(error);
    }
}
