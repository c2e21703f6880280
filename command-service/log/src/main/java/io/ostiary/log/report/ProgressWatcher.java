package io.ostiary.log.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Readers;
import io.ostiary.log.codec.JsonCodec;
import io.ostiary.log.codec.Unreadable;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * A gateway's ear on iam.progress: one thread reads it from its beginning, and everybody who waits
 * is answered by that thread. A reader that was silent for longer than its lease is dropped, and
 * what it says under the same id later is not heard.
 */
public final class ProgressWatcher implements Readers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressWatcher.class);
    private static final TopicPartition PROGRESS = new TopicPartition(Topics.PROGRESS, 0);
    private static final Duration STEP = Duration.ofMillis(50);

    /** A write's report is seldom later; if it is, asking where the log ends does no harm. */
    private static final long HESITATION_NANOS = Duration.ofMillis(250).toNanos();

    /** Waits at most; more are refused, so that a cut-off gateway does not fill up. */
    private static final int MAX_WAITS = 100_000;

    private final Consumer<byte[], byte[]> consumer;
    // Only asks for ends: on the first one's connection the question would wait behind a fetch that
    // waits for records.
    private final Consumer<byte[], byte[]> asking;
    // Asks for the ends of iam.events and does not wait: who waits for one partition must not be
    // held up by another that has no leader.
    private final Admin admin;
    private final int partitions;
    private final long graceNanos;
    private final long patienceNanos;
    private final LongSupplier clock;
    private final JsonCodec<ReaderReport> codec = JsonCodec.of(ReaderReport.class);
    private final ConcurrentLinkedQueue<Wait> arriving = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closing;
    // Only the thread touches these.
    private final List<Wait> waits = new ArrayList<>();
    private final Map<String, Instance> instances = new HashMap<>();
    private final Set<String> dropped = new HashSet<>();

    /**
     * @param partitions of iam.events
     * @param lease of the readers
     * @param patience how long to wait for the first reader
     * @param clock nanoseconds, monotonic
     */
    public ProgressWatcher(
            LogClients clients,
            int partitions,
            Duration lease,
            Duration patience,
            LongSupplier clock) {
        this.consumer = clients.reader("ostiary-progress");
        this.asking = clients.reader("ostiary-progress-end");
        this.admin = clients.admin("ostiary-events-end");
        this.partitions = partitions;
        // A tenth for clocks that do not run alike.
        this.graceNanos = lease.toNanos() * 11 / 10;
        this.patienceNanos = patience.toNanos();
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("progress-watcher").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Completes when iam.progress was read to its end once; before that nobody should wait. */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    @Override
    public CompletionStage<Boolean> await(AccountId account, long revision) {
        long now = clock.getAsLong();
        var wait =
                new Wait(
                        account,
                        revision,
                        AccountPartitioner.partitionOf(account, partitions),
                        now + HESITATION_NANOS,
                        now + patienceNanos);
        if (closing || arriving.size() > MAX_WAITS) {
            return CompletableFuture.completedFuture(false);
        }
        arriving.add(wait);
        consumer.wakeup();
        if (closing) {
            wait.answer.complete(false);
        }
        return wait.answer;
    }

    private void run() {
        try {
            consumer.assign(List.of(PROGRESS));
            consumer.seekToBeginning(List.of(PROGRESS));
            while (!closing) {
                step();
            }
        } catch (RuntimeException e) {
            LOG.error("the watcher of {} stopped", Topics.PROGRESS, e);
            ready.completeExceptionally(e);
        } finally {
            closing = true;
            drain();
            waits.forEach(wait -> wait.answer.complete(false));
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            asking.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            admin.close(Duration.ofSeconds(1));
        }
    }

    private void step() {
        try {
            if (!ready.isDone() && consumer.position(PROGRESS) >= end()) {
                ready.complete(null);
            }
            consumer.poll(STEP).forEach(this::hear);
        } catch (WakeupException _) {
            // Somebody waits, or we close.
        } catch (KafkaException e) {
            LOG.warn("{} cannot be read; trying again", Topics.PROGRESS, e);
        }
        drain();
        try {
            advance();
        } catch (WakeupException _) {
            // The next step goes on.
        } catch (KafkaException e) {
            LOG.warn("the end of {} is not known; trying again", Topics.PROGRESS, e);
        }
    }

    private void drain() {
        for (Wait wait = arriving.poll(); wait != null; wait = arriving.poll()) {
            waits.add(wait);
        }
    }

    private void advance() {
        if (waits.isEmpty()) {
            return;
        }
        step(waits);
        long now = clock.getAsLong();
        askWhereEventsEnd(
                waits.stream().filter(wait -> wait.needsEventsEnd(instances, now)).toList());
        List<Wait> asking = waits.stream().filter(wait -> wait.needsEnd(now)).toList();
        if (!asking.isEmpty()) {
            long end = end();
            asking.forEach(wait -> wait.end(end));
            step(asking);
        }
        waits.removeIf(Wait::isDone);
    }

    private void askWhereEventsEnd(List<Wait> some) {
        if (some.isEmpty()) {
            return;
        }
        some.forEach(Wait::eventsEndAsked);
        Map<TopicPartition, OffsetSpec> latest =
                some.stream()
                        .map(ProgressWatcher::events)
                        .distinct()
                        .collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest()));
        var told =
                admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
        for (Wait wait : some) {
            told.partitionResult(events(wait))
                    .whenComplete(
                            (end, failure) -> {
                                if (failure == null) {
                                    wait.eventsEnd(end.offset());
                                    consumer.wakeup();
                                } else {
                                    LOG.warn("the end of {} is not known", events(wait), failure);
                                }
                            });
        }
    }

    private static TopicPartition events(Wait wait) {
        return new TopicPartition(Topics.EVENTS, wait.partition());
    }

    private void step(List<Wait> some) {
        long read = consumer.position(PROGRESS);
        long now = clock.getAsLong();
        var silent = new HashSet<String>();
        some.forEach(wait -> silent.addAll(wait.advance(instances, read, now, graceNanos)));
        for (String id : silent) {
            LOG.warn("reader {} was silent for longer than its lease and is dropped", id);
            instances.remove(id);
            dropped.add(id);
        }
    }

    private long end() {
        return asking.endOffsets(List.of(PROGRESS)).getOrDefault(PROGRESS, 0L);
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.key(), UTF_8);
        if (record.value() == null) {
            instances.remove(id);
            dropped.remove(id);
            return;
        }
        if (dropped.contains(id)) {
            return;
        }
        try {
            switch (codec.decode(record.value())) {
                case ReaderReport.Announced _ -> instances.put(id, new Instance());
                case ReaderReport.Reported report ->
                        instances.computeIfAbsent(id, _ -> new Instance()).heard(report);
            }
        } catch (Unreadable e) {
            // It counts as a reader that says nothing: waited for, then dropped.
            LOG.error("report of {} unreadable at offset {}", id, record.offset(), e);
            instances.computeIfAbsent(id, _ -> new Instance());
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
