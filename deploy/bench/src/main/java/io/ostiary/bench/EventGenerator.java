package io.ostiary.bench;

import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.Tag;
import io.ostiary.log.codec.AccountKey.WrappedKey;
import io.ostiary.log.codec.AccountKeyCodec;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.producer.RecordMetadata;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A valid history written straight into iam.events: a hundred accounts, each opened, then users
 * made and tagged in turn. The sources lie before the first command, so that a writer starts where
 * it would have.
 */
final class EventGenerator {

    private static final int ACCOUNTS = 100;
    private static final int WINDOW = 5_000;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final LogClients clients;
    private final int partitions;
    private final EventCodec codec = new EventCodec();

    EventGenerator(LogClients clients, int partitions) {
        this.clients = clients;
        this.partitions = partitions;
    }

    void write(int events) {
        String topicId = commandsTopic();
        try (var producer = clients.producer("generator")) {
            var keys = new AccountKeyCodec();
            for (int i = 0; i < ACCOUNTS; i++) {
                AccountId account = account(i);
                // Not openable, as nothing of it is ever opened here.
                producer.send(
                        keys.encode(account, new WrappedKey(1, new SealedSecret("AAAA")))
                                .to(Topics.ACCOUNT_KEYS, partition(account)));
            }
            producer.flush();
            for (int n = 0; n < events; n++) {
                AccountId account = account(n % ACCOUNTS);
                long revision = n / ACCOUNTS + 1;
                var envelope =
                        new EventEnvelope(
                                account,
                                revision,
                                AT,
                                "bench",
                                new EventEnvelope.Source(topicId, 0),
                                event(account, revision));
                var sent =
                        producer.send(codec.encode(envelope).to(Topics.EVENTS, partition(account)));
                // A record that was lost would leave a gap: none may be, so it is waited for.
                if (n % WINDOW == WINDOW - 1 || n == events - 1) {
                    acknowledged(sent);
                }
            }
        }
    }

    private static void acknowledged(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the events could not be written", e);
        }
    }

    private static Event event(AccountId account, long revision) {
        if (revision == 1) {
            return new AccountOpened(
                    "bench-" + account, account, "bench", account + "@example.com", null, AT);
        }
        // Users are made at even revisions and tagged at the odd ones behind them.
        long number = revision / 2;
        String id = String.format(Locale.ROOT, "AIDA%017d", number);
        if (revision % 2 == 0) {
            return new UserCreated(id, "user-" + number, "/", AT);
        }
        return new Tagged(
                new EntityId(EntityKind.USER, id), List.of(new Tag("team", "t" + number)));
    }

    private static AccountId account(int i) {
        return AccountId.of(500_000_000_000L + i);
    }

    private int partition(AccountId account) {
        return AccountPartitioner.partitionOf(account, partitions);
    }

    private String commandsTopic() {
        try (var admin = clients.admin("generator")) {
            var described = admin.describeTopics(List.of(Topics.COMMANDS)).allTopicNames();
            var commands =
                    described.toCompletionStage().toCompletableFuture().join().get(Topics.COMMANDS);
            return Objects.requireNonNull(commands, Topics.COMMANDS).topicId().toString();
        }
    }
}
