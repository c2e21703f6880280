package io.ostiary.bench;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.AccountKey.WrappedKey;
import io.ostiary.log.codec.AccountKeyCodec;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.Purpose;

import org.apache.kafka.clients.producer.Producer;

import java.util.List;
import java.util.Objects;

/**
 * Writes a history straight into iam.events, as the writer does: its user, its clients, five
 * hundred events a transaction. A batch that does not commit throws: a history with a gap would be
 * refused by every reader, and what is refused is folded very fast.
 */
final class EventGenerator {

    private static final int BATCH = 500;

    private final LogClients clients;
    private final int partitions;
    private final AccountKeys accountKeys;
    private final EventCodec codec = new EventCodec();

    EventGenerator(HouseLog log, int partitions) {
        this.clients = log.as(Acls.WRITER);
        this.partitions = partitions;
        this.accountKeys = new AccountKeys(log.masterKey().derive(Purpose.ACCOUNT_KEY));
    }

    void write(BenchHistory history) {
        String topicId = commandsTopicId();
        try (var producer = clients.transactional("generator", 0)) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < history.accounts(); i++) {
                sendKey(producer, history.account(i));
            }
            producer.commitTransaction();
            for (int from = 0; from < history.events(); from += BATCH) {
                producer.beginTransaction();
                int to = Math.min(from + BATCH, history.events());
                for (int n = from; n < to; n++) {
                    EventEnvelope event = history.event(n, topicId);
                    producer.send(
                            codec.encode(event).to(Topics.EVENTS, partition(event.account())));
                }
                producer.commitTransaction();
            }
        }
    }

    private void sendKey(Producer<byte[], byte[]> producer, AccountId account) {
        var wrapped = new WrappedKey(1, accountKeys.wrap(accountKeys.create(account), 1));
        producer.send(
                new AccountKeyCodec()
                        .encode(account, wrapped)
                        .to(Topics.ACCOUNT_KEYS, partition(account)));
    }

    private int partition(AccountId account) {
        return AccountPartitioner.partitionOf(account, partitions);
    }

    private String commandsTopicId() {
        try (var admin = clients.admin("generator")) {
            var described = admin.describeTopics(List.of(Topics.COMMANDS)).allTopicNames();
            var commands =
                    described.toCompletionStage().toCompletableFuture().join().get(Topics.COMMANDS);
            return Objects.requireNonNull(commands, Topics.COMMANDS).topicId().toString();
        }
    }
}
