package io.ostiary.writer.loop;

import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * What one batch produces: all of it is in the log, or nothing. Every call may throw as Kafka's.
 */
final class Transaction {

    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private int sent;
    private @Nullable Future<RecordMetadata> lastEvent;

    /** Begins; the producer's last one was committed or aborted. */
    Transaction(Producer<byte[], byte[]> producer, int partitions) {
        this.producer = producer;
        this.partitions = partitions;
        producer.beginTransaction();
    }

    /**
     * Hands over what has been added since the last time. Called while the batch is still gathered,
     * so that little is left to do when it is to leave; only what fills a request leaves before.
     *
     * @param produced all that the batch has produced so far
     */
    void send(List<Batch.Produced> produced) {
        for (Batch.Produced each : produced.subList(sent, produced.size())) {
            int target = AccountPartitioner.partitionOf(each.record().account(), partitions);
            Future<RecordMetadata> result = producer.send(each.record().to(each.topic(), target));
            if (each.topic().equals(Topics.EVENTS)) {
                lastEvent = result;
            }
        }
        sent = produced.size();
    }

    /** Commits with it that the group is done with a partition's commands below {@code next}. */
    void tellOffsets(String group, int partition, long next) {
        producer.sendOffsetsToTransaction(
                Map.of(new TopicPartition(Topics.COMMANDS, partition), new OffsetAndMetadata(next)),
                new ConsumerGroupMetadata(group));
    }

    /**
     * Returns when it will be visible whatever happens.
     *
     * @return the offset behind the last event; -1 when there was none
     */
    long commit() {
        producer.commitTransaction();
        return lastEvent == null ? -1 : lastEvent.resultNow().offset() + 1;
    }

    void abort() {
        producer.abortTransaction();
    }
}
