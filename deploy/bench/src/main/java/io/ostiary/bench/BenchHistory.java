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
 * A valid history: accounts in turns, each opened, then user after user is created, given a policy,
 * tagged, and tagged again.
 *
 * @param accounts how many
 * @param events of all accounts together
 * @param eventsPerUser how many of these four each user has
 */
record BenchHistory(int accounts, int events, int eventsPerUser) {

    /** A hundred accounts of users with everything. */
    static BenchHistory of(int events) {
        return new BenchHistory(100, events, 4);
    }

    /** Accounts of so many users each, who have a policy and no tags. */
    static BenchHistory ofUsers(int accounts, int usersEach) {
        return new BenchHistory(accounts, accounts * (1 + 2 * usersEach), 2);
    }

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String POLICY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";

    /** The first event of an account is the first of the accounts' turn. */
    AccountId account(int i) {
        return AccountId.of(500_000_000_000L + i % accounts);
    }

    /** How far an account's history goes. */
    long lastRevision(int account) {
        return events / accounts + (account < events % accounts ? 1 : 0);
    }

    EventEnvelope event(int n, String commandsTopicId) {
        AccountId account = account(n);
        long revision = n / accounts + 1;
        return new EventEnvelope(
                account,
                revision,
                AT,
                "bench-" + n,
                // Before the first command: a writer starts where it would have.
                new EventEnvelope.Source(commandsTopicId, 0),
                event(account, revision));
    }

    private Event event(AccountId account, long revision) {
        if (revision == 1) {
            return new AccountOpened(
                    "bench-" + account, account, "bench", account + "@example.com", null, AT);
        }
        long number = (revision - 2) / eventsPerUser;
        // Unique ids look like AIDA and seventeen letters or digits.
        String id = userId(account, (int) number);
        var user = new EntityId(EntityKind.USER, id);
        return switch ((int) ((revision - 2) % eventsPerUser)) {
            case 0 -> new UserCreated(id, userName((int) number), "/bench/", AT);
            case 1 -> new PolicyAttached(user, POLICY);
            case 2 -> new Tagged(user, List.of(new Tag("team", "t" + number % 10)));
            default -> new Tagged(user, List.of(new Tag("Team", "u" + number % 10)));
        };
    }

    /** Unique ids look like AIDA and seventeen letters or digits. */
    static String userId(AccountId account, int number) {
        return String.format(Locale.ROOT, "AIDA%s%05d", account, number);
    }

    static String userName(int number) {
        return "user-" + number;
    }
}
