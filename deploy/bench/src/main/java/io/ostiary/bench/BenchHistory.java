package io.ostiary.bench;

import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.shape.Tag;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A valid history: a hundred accounts in turns, each opened, then user after user is created,
 * tagged, given a policy, and tagged again.
 *
 * @param events of all accounts together
 */
record BenchHistory(int events) {

    static final int ACCOUNTS = 100;
    private static final int EVENTS_PER_USER = 4;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String POLICY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";

    /** The first event of an account is the first of the accounts' turn. */
    AccountId account(int i) {
        return AccountId.of(500_000_000_000L + i % ACCOUNTS);
    }

    /** How far an account's history goes. */
    long lastRevision(int account) {
        return events / ACCOUNTS + (account < events % ACCOUNTS ? 1 : 0);
    }

    EventEnvelope event(int n, String commandsTopicId) {
        AccountId account = account(n);
        long revision = n / ACCOUNTS + 1;
        return new EventEnvelope(
                account,
                revision,
                AT,
                "bench-" + n,
                // Before the first command: a writer starts where it would have.
                new EventEnvelope.Source(commandsTopicId, 0),
                event(account, revision));
    }

    private static Event event(AccountId account, long revision) {
        if (revision == 1) {
            return new AccountOpened(
                    "bench-" + account, account, "bench", account + "@example.com", null, AT);
        }
        long number = (revision - 2) / EVENTS_PER_USER;
        // Unique ids look like AIDA and seventeen letters or digits.
        String id = String.format(Locale.ROOT, "AIDA%s%05d", account, number);
        var user = new EntityId(EntityKind.USER, id);
        return switch ((int) ((revision - 2) % EVENTS_PER_USER)) {
            case 0 -> new UserCreated(id, "user-" + number, "/bench/", AT);
            case 1 -> new Tagged(user, List.of(new Tag("team", "t" + number % 10)));
            case 2 -> new PolicyAttached(user, POLICY);
            default -> new Tagged(user, List.of(new Tag("Team", "u" + number % 10)));
        };
    }
}
