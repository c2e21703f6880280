package io.ostiary.log.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.JsonCodec;
import io.ostiary.log.reader.Reporting;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Writes a reader's announcements, reports and leavings to iam.progress, all acknowledged by the
 * in-sync replicas. Nothing is written while the positions stay the same: there is no heartbeat.
 */
public final class ProgressReporter implements Reporting, AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final String name;
    private final Duration patience;
    private final JsonCodec<ReaderReport> codec = JsonCodec.of(ReaderReport.class);
    private @Nullable String instance;
    private long[] reported = {};
    private @Nullable Future<RecordMetadata> last;

    /**
     * @param producer idempotent; closed with this
     * @param name of the reader, for people
     * @param patience how long an acknowledgement may take; less than the lease
     */
    public ProgressReporter(Producer<byte[], byte[]> producer, String name, Duration patience) {
        this.producer = producer;
        this.name = name;
        this.patience = patience;
    }

    @Override
    public void announce() {
        String old = instance;
        String fresh = UUID.randomUUID().toString();
        acknowledged(send(fresh, new ReaderReport.Announced(name)));
        instance = fresh;
        reported = new long[0];
        last = null;
        if (old != null) {
            acknowledged(send(old, null));
        }
    }

    @Override
    public void folded(long[] positions, Map<AccountId, Long> revisions) {
        if (instance != null) {
            report(instance, positions, revisions);
        }
    }

    @Override
    public void confirm(long[] positions) {
        String id = instance;
        if (id == null) {
            throw new IllegalStateException("not announced");
        }
        if (!Arrays.equals(positions, reported)) {
            report(id, positions, Map.of());
        }
        if (last != null) {
            acknowledged(last);
            last = null;
        }
    }

    /** Later records are acknowledged after earlier ones, so the last one stands for all. */
    private void report(String id, long[] positions, Map<AccountId, Long> revisions) {
        if (last != null && last.isDone()) {
            acknowledged(last);
        }
        Map<String, Long> named =
                revisions.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.getKey().value(), Map.Entry::getValue));
        last =
                send(
                        id,
                        new ReaderReport.Reported(
                                Arrays.stream(positions).boxed().toList(), named));
        reported = positions.clone();
    }

    @Override
    public void leave() {
        if (instance != null) {
            acknowledged(send(instance, null));
            instance = null;
        }
    }

    private Future<RecordMetadata> send(String id, @Nullable ReaderReport report) {
        return producer.send(
                new ProducerRecord<>(
                        Topics.PROGRESS,
                        0,
                        id.getBytes(UTF_8),
                        report == null ? null : codec.encode(report)));
    }

    private void acknowledged(Future<RecordMetadata> sent) {
        try {
            sent.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("a report was not acknowledged", e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("a report was not acknowledged in time", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close(patience);
    }
}
