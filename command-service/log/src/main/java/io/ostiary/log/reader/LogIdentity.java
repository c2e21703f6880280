package io.ostiary.log.reader;

import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Which log this is: Kafka's id of the cluster and of iam.events. A topic that was made anew has
 * another id; one that lost its end to a power cut differs in length or in the record that was read
 * last.
 */
record LogIdentity(String clusterId, String topicId) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static LogIdentity of(Admin admin) {
        String cluster = get(admin.describeCluster().clusterId());
        String topic =
                get(admin.describeTopics(List.of(Topics.EVENTS)).allTopicNames())
                        .values()
                        .iterator()
                        .next()
                        .topicId()
                        .toString();
        return new LogIdentity(cluster, topic);
    }

    /** Whether all that the sink holds is a beginning of this log. Assigns the consumer anew. */
    boolean matches(Sink sink, List<TopicPartition> partitions, Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            Optional<Mark> mark = sink.mark(partition.partition());
            if (mark.isPresent() && !matches(mark.get(), partition, ends, consumer)) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(
            Mark mark,
            TopicPartition partition,
            Map<TopicPartition, Long> ends,
            Consumer<byte[], byte[]> consumer) {
        if (!mark.clusterId().equals(clusterId) || !mark.topicId().equals(topicId)) {
            return false;
        }
        if (mark.last() < 0) {
            return true;
        }
        if (ends.getOrDefault(partition, 0L) <= mark.last()) {
            return false;
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, mark.last());
        ConsumerRecord<byte[], byte[]> record = next(partition, consumer);
        return record.offset() == mark.last() && RecordDigest.of(record).equals(mark.digest());
    }

    private static ConsumerRecord<byte[], byte[]> next(
            TopicPartition partition, Consumer<byte[], byte[]> consumer) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - until < 0) {
            var records = consumer.poll(Duration.ofMillis(100)).records(partition);
            if (!records.isEmpty()) {
                return records.getFirst();
            }
        }
        throw new TimeoutException("the last record that was folded cannot be read");
    }

    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
