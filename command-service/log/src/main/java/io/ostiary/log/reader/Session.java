package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** An open log: one consumer on every partition, positions, and the folding of what it polls. */
final class Session implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final Folding folding;
    private final @Nullable KeyFollower keys;
    private final Reporting reporting;
    private final List<TopicPartition> events;
    private final EventCodec codec = new EventCodec();
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private volatile long behind;

    private Session(
            Consumer<byte[], byte[]> consumer,
            Admin admin,
            Folding folding,
            @Nullable KeyFollower keys,
            Reporting reporting,
            List<TopicPartition> events) {
        this.consumer = consumer;
        this.admin = admin;
        this.folding = folding;
        this.keys = keys;
        this.reporting = reporting;
        this.events = events;
    }

    /** Finds out whether the sink has folded this log, and begins where it stopped. */
    static Session open(
            ReaderConfig config,
            LogClients clients,
            Sink sink,
            @Nullable KeySink keySink,
            Reporting reporting,
            BooleanSupplier closing) {
        Consumer<byte[], byte[]> consumer = clients.reader("ostiary-" + config.name());
        Admin admin = clients.admin("ostiary-" + config.name() + "-admin");
        try {
            LogIdentity log = LogIdentity.of(admin);
            var events = partitions(consumer, Topics.EVENTS);
            if (!log.matches(sink, events, consumer)) {
                sink.restart();
            }
            var folding = new Folding(sink, events.size(), log.clusterId(), log.topicId());
            var assigned = new ArrayList<>(events);
            KeyFollower keys = null;
            if (keySink != null) {
                var keyPartitions = partitions(consumer, Topics.ACCOUNT_KEYS);
                assigned.addAll(keyPartitions);
                keys = new KeyFollower(consumer, admin, keySink, keyPartitions, events);
            }
            consumer.assign(assigned);
            for (TopicPartition partition : events) {
                consumer.seek(partition, folding.start(partition.partition()));
            }
            if (keys != null) {
                keys.catchUp(closing);
            }
            return new Session(consumer, admin, folding, keys, reporting, events);
        } catch (RuntimeException e) {
            consumer.close();
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private static List<TopicPartition> partitions(
            Consumer<byte[], byte[]> consumer, String topic) {
        var partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new org.apache.kafka.common.errors.UnknownTopicOrPartitionException(topic);
        }
        return partitions;
    }

    Folding folding() {
        return folding;
    }

    Map<Integer, Long> positions() {
        return positions;
    }

    long behind() {
        return behind;
    }

    void wakeup() {
        consumer.wakeup();
    }

    /**
     * Polls once and folds what came.
     *
     * @return by partition, the accounts that were folded or refused
     */
    Map<Integer, Map<AccountId, Long>> poll(Duration atMost) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(atMost);
        if (records.isEmpty()) {
            return Map.of();
        }
        var folded = new HashMap<Integer, Map<AccountId, Long>>();
        try {
            fold(records, folded);
        } catch (RuntimeException e) {
            // The consumer has gone past them; what was not folded must come again.
            for (TopicPartition partition : events) {
                List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
                if (!batch.isEmpty() && !folded.containsKey(partition.partition())) {
                    consumer.seek(partition, batch.getFirst().offset());
                }
            }
            throw e;
        }
        var revisions = new HashMap<AccountId, Long>();
        folded.values().forEach(revisions::putAll);
        reporting.folded(reportedPositions(), revisions);
        return folded;
    }

    private void fold(
            ConsumerRecords<byte[], byte[]> records, Map<Integer, Map<AccountId, Long>> folded) {
        if (keys != null) {
            keys.take(records);
        }
        for (TopicPartition partition : events) {
            List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
            if (polled.isEmpty() || folding.isHalted(partition.partition())) {
                continue;
            }
            var batch = DecodedBatch.of(codec, polled);
            if (keys != null) {
                keys.awaitKeysOf(batch);
            }
            folded.put(partition.partition(), folding.fold(batch));
            if (folding.isHalted(partition.partition())) {
                consumer.pause(List.of(partition));
            }
        }
    }

    /**
     * Asks the leaders for the committed end of everything that is still read. Not on the
     * consumer's connection: there the question would wait behind a fetch that waits for records.
     */
    KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends(Duration atMost) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (TopicPartition partition : consumer.assignment()) {
            if (!isHalted(partition)) {
                asked.put(partition, OffsetSpec.latest());
            }
        }
        var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        options.timeoutMs(Math.toIntExact(atMost.toMillis()));
        return admin.listOffsets(asked, options).all();
    }

    boolean hasReached(Map<TopicPartition, ListOffsetsResultInfo> ends) {
        boolean reached = true;
        long missing = 0;
        for (var end : ends.entrySet()) {
            if (!isHalted(end.getKey())) {
                long left = end.getValue().offset() - consumer.position(end.getKey());
                reached &= left <= 0;
                missing += Math.max(0, left);
            }
        }
        behind = missing;
        notePositions();
        return reached;
    }

    private boolean isHalted(TopicPartition partition) {
        return partition.topic().equals(Topics.EVENTS) && folding.isHalted(partition.partition());
    }

    private void notePositions() {
        for (TopicPartition partition : events) {
            if (!folding.isHalted(partition.partition())) {
                positions.put(partition.partition(), consumer.position(partition));
            }
        }
    }

    long[] reportedPositions() {
        var reported = new long[events.size()];
        for (TopicPartition partition : events) {
            reported[partition.partition()] =
                    folding.isHalted(partition.partition()) ? -1 : consumer.position(partition);
        }
        return reported;
    }

    @Override
    public void close() {
        try {
            consumer.close();
        } catch (WakeupException _) {
            consumer.close();
        }
        admin.close(Duration.ZERO);
    }
}
