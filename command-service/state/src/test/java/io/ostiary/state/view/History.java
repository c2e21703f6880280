package io.ostiary.state.view;

import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.User;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events in a row, for tests. */
public final class History {
    public static final AccountId ACCOUNT = new AccountId("111122223333");
    public static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private History() {}

    public static AccountState fold(Event... events) {
        return after(AccountState.empty(ACCOUNT), events);
    }

    public static AccountState after(AccountState start, Event... events) {
        AccountState state = start;
        for (Event event : events) {
            state = state.after(envelope(ACCOUNT, state.revision() + 1, event));
        }
        return state;
    }

    static UserCreated user(String name) {
        return new UserCreated("AIDA" + name, name, "/", AT);
    }

    static List<String> names(Iterable<User> users) {
        var names = new ArrayList<String>();
        users.forEach(user -> names.add(user.name()));
        return names;
    }

    static EventEnvelope envelope(AccountId account, long revision, Event event) {
        return new EventEnvelope(
                account, revision, AT, "request", new EventEnvelope.Source("topic", 0), event);
    }
}
