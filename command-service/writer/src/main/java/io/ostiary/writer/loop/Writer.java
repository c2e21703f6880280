package io.ostiary.writer.loop;

import io.micrometer.core.instrument.MeterRegistry;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;
import io.ostiary.sealing.PurposeKeys;
import io.ostiary.state.decide.Decider;
import io.ostiary.writer.loop.PartitionLoop.Ownership;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The command-service: one {@link PartitionLoop} and one thread a partition that is assigned to it.
 * Start and close it once, from one thread.
 */
public final class Writer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final String MEMBERS_GROUP = "ostiary-writer-members";
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_SECONDS = 5;

    private final int partitions;
    private final LogClients clients;
    private final PurposeKeys keys;
    private final Decider decider;
    private final InstantSource clock;
    private final WriterConfig config;
    private final WriterMetrics metrics;
    private final Map<Integer, Running> running = new HashMap<>();
    private @Nullable Consumer<byte[], byte[]> membership;
    private @Nullable Thread member;
    private volatile boolean membershipLost;

    /** Counted down when it knows its partitions for the first time; there may be none. */
    private final CountDownLatch assignment = new CountDownLatch(1);

    private record Running(PartitionLoop loop, Thread thread) {}

    /**
     * @param keys of the writer's role
     */
    public Writer(
            int partitions,
            LogClients clients,
            PurposeKeys keys,
            Decider decider,
            InstantSource clock,
            WriterConfig config,
            MeterRegistry registry) {
        this.partitions = partitions;
        this.clients = clients;
        this.keys = keys;
        this.decider = decider;
        this.clock = clock;
        this.config = config;
        this.metrics = new WriterMetrics(registry);
    }

    /** Takes every partition: there is no other writer. */
    public void startAlone() {
        for (int partition = 0; partition < partitions; partition++) {
            take(partition, Ownership.ALONE);
        }
        assignment.countDown();
    }

    /**
     * Takes the partitions that the group assigns, among other writers.
     *
     * @param memberId the same at every start of this instance
     */
    public void startAsMember(String memberId) {
        var consumer = clients.member("writer-member", MEMBERS_GROUP, memberId);
        membership = consumer;
        var thread = new Thread(() -> follow(consumer), "writer-member");
        member = thread;
        thread.start();
    }

    /**
     * Waits until it knows its partitions and every one of them serves commands. A long log takes
     * as long as it takes: only a partition that cannot be taken ends the wait.
     *
     * @param atMost for the partitions to become known
     * @return false when they did not, or when one cannot be taken; the log says why
     */
    public boolean awaitServing(Duration atMost) throws InterruptedException {
        if (!assignment.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        List<Running> all;
        synchronized (running) {
            all = List.copyOf(running.values());
        }
        for (Running each : all) {
            while (!each.loop().served().await(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS)) {
                if (!healthy()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Whether every partition that it has is being served, or taken without failing again and
     * again; false also once it has lost its membership.
     */
    public boolean healthy() {
        synchronized (running) {
            return !membershipLost
                    && running.values().stream().allMatch(each -> each.loop().healthy());
        }
    }

    /** False once it is no member of the group any more: only a new start helps. */
    public boolean isMember() {
        return !membershipLost;
    }

    private void take(int partition, Ownership ownership) {
        var loop =
                new PartitionLoop(
                        partition,
                        partitions,
                        ownership,
                        clients,
                        clients::transactional,
                        keys,
                        decider,
                        clock,
                        config,
                        metrics);
        var thread = new Thread(loop, "writer-" + partition);
        synchronized (running) {
            running.put(partition, new Running(loop, thread));
        }
        thread.start();
    }

    private void leave(int partition) {
        Running left;
        synchronized (running) {
            left = running.remove(partition);
        }
        if (left != null) {
            stop(List.of(left));
        }
    }

    /** Polls for assignments only: the loops read for themselves. */
    private void follow(Consumer<byte[], byte[]> consumer) {
        try (consumer) {
            consumer.subscribe(
                    List.of(Topics.COMMANDS),
                    new ConsumerRebalanceListener() {
                        @Override
                        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                            // Nothing is read through this consumer, wherever it stands.
                            assigned.forEach(each -> consumer.seek(each, 0));
                            consumer.pause(assigned);
                            assigned.forEach(
                                    each -> take(each.partition(), Ownership.AMONG_OTHERS));
                            assignment.countDown();
                        }

                        @Override
                        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                            revoked.forEach(each -> leave(each.partition()));
                        }
                    });
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofSeconds(1));
            }
        } catch (WakeupException e) {
            // close() asked for it.
        } catch (RuntimeException e) {
            LOG.error("this writer is no member of the group any more", e);
            membershipLost = true;
            stopAll();
        }
    }

    private void stopAll() {
        Collection<Running> all;
        synchronized (running) {
            all = List.copyOf(running.values());
            running.clear();
        }
        stop(all);
    }

    private static void stop(Collection<Running> loops) {
        loops.forEach(each -> each.loop().stop());
        long deadline = System.nanoTime() + STOP.toNanos();
        for (Running each : loops) {
            try {
                long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
                each.thread().join(left);
                each.thread().interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Finishes the batches in hand and leaves. */
    @Override
    public void close() {
        var consumer = membership;
        var thread = member;
        if (consumer != null && thread != null) {
            consumer.wakeup();
            try {
                thread.join(STOP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        stopAll();
    }
}
