package io.ostiary.gateway.commands;

import io.ostiary.contract.outcome.OutcomeEnvelope;
import io.ostiary.gateway.pipeline.CommandSender.Delivery;
import io.ostiary.log.codec.Decoded;
import io.ostiary.log.codec.OutcomeCodec;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Reads iam.outcomes from where it ended at the start, all partitions, on a thread of its own, and
 * completes what is pending. The same thread gives up on commands whose time is over, so also while
 * the log does not answer.
 */
final class OutcomeReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final String gateway;
    private final PendingCommands pending;
    private final LongSupplier nanoTime;
    private final OutcomeCodec codec = new OutcomeCodec();
    private volatile boolean stopped;
    private volatile boolean failing;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;

    OutcomeReader(String gateway, PendingCommands pending, LongSupplier nanoTime) {
        this.gateway = gateway;
        this.pending = pending;
        this.nanoTime = nanoTime;
    }

    /** The positions are fixed when it returns. */
    void start(Consumer<byte[], byte[]> reader) {
        List<TopicPartition> all =
                reader.partitionsFor(Topics.OUTCOMES).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        reader.assign(all);
        reader.endOffsets(all).forEach(reader::seek);
        consumer = reader;
        thread = Thread.ofPlatform().name("gateway-outcomes").daemon().start(() -> run(reader));
    }

    boolean isReading() {
        Thread running = thread;
        return running != null && running.isAlive() && !failing;
    }

    private void run(Consumer<byte[], byte[]> reader) {
        try (reader) {
            while (!stopped) {
                poll(reader);
                pending.expire(nanoTime.getAsLong());
            }
        } catch (WakeupException | InterruptException _) {
            LOG.debug("the reader of outcomes was stopped");
        } catch (RuntimeException e) {
            LOG.error("the reader of outcomes ended", e);
        }
    }

    private void poll(Consumer<byte[], byte[]> reader) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                if (OutcomeCodec.isFor(gateway, record)) {
                    take(record);
                }
            }
            failing = false;
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (OffsetOutOfRangeException e) {
            // Outcomes are kept for minutes, commands await theirs for seconds: nothing is lost.
            skipToEnd(reader, e.offsetOutOfRangePartitions());
        } catch (KafkaException e) {
            if (!failing) {
                LOG.warn("outcomes cannot be read: {}", e.toString());
            }
            failing = true;
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static void skipToEnd(
            Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> outOfRange) {
        reader.endOffsets(outOfRange.keySet()).forEach(reader::seek);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (codec.decode(record)) {
            case Decoded.Readable<OutcomeEnvelope>(OutcomeEnvelope outcome) ->
                    pending.complete(
                            outcome.account(),
                            outcome.requestId(),
                            new Delivery.Answered(outcome.outcome()));
            case Decoded.Unreadable<OutcomeEnvelope> unreadable -> {
                // A newer writer's, perhaps. The caller learns that the write may have happened.
                LOG.error("an outcome cannot be read: {}", unreadable.message());
                if (unreadable.account() != null && unreadable.requestId() != null) {
                    pending.complete(
                            unreadable.account(), unreadable.requestId(), new Delivery.Unknown());
                }
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        Consumer<byte[], byte[]> reader = consumer;
        Thread running = thread;
        if (reader != null && running != null) {
            reader.wakeup();
            try {
                running.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
