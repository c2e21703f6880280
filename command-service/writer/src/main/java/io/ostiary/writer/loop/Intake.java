package io.ostiary.writer.loop;

import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The commands of the next transaction, of one partition. Confined to the writer's thread.
 *
 * <p>When some have come it waits for as many as the last transaction had: once its markers are
 * written come the callers that it answered, and a transaction costs the log the same for one
 * command as for all of theirs. Without the wait the callers fall into two crowds that take turns,
 * at twice the cost (measured: a quarter fewer writes from 64 callers). If some came while the last
 * transaction was on its way there are more callers than it had, and all are waited for. The larger
 * the crowd the longer the wait may last: a few callers, or one, are not kept waiting for what they
 * would not gain by it.
 */
final class Intake {

    private static final Duration POLL = Duration.ofMillis(200);

    /** What comes so soon after a commit came before it. */
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(1);

    private final TopicPartition source;
    private final Consumer<byte[], byte[]> commands;
    private final int maxBatch;
    private final long gatheringEach;
    private final long gathering;
    private final BooleanSupplier stopping;
    private final LongSupplier nanoTime;
    private long committed;
    private int last;
    private int enough;

    Intake(
            int partition,
            Consumer<byte[], byte[]> commands,
            WriterConfig config,
            BooleanSupplier stopping,
            LongSupplier nanoTime) {
        this.source = new TopicPartition(Topics.COMMANDS, partition);
        this.commands = commands;
        this.maxBatch = config.maxBatch();
        this.gatheringEach = config.gatheringEach().toNanos();
        this.gathering = config.gathering().toNanos();
        this.stopping = stopping;
        this.nanoTime = nanoTime;
        this.committed = nanoTime.getAsLong();
    }

    /** Waits for the first commands; empty when none came for a while. */
    List<ConsumerRecord<byte[], byte[]>> first() {
        List<ConsumerRecord<byte[], byte[]>> first = commands.poll(POLL).records(source);
        boolean beforeTheCommit = nanoTime.getAsLong() - committed < AT_ONCE;
        boolean alone = first.size() <= 1 && last <= 1;
        enough = beforeTheCommit && !alone ? maxBatch : Math.min(last, maxBatch);
        return new ArrayList<>(first);
    }

    /** Whether to ask for {@link #more}. */
    boolean isWorthWaiting(int have) {
        return have < enough
                && nanoTime.getAsLong() - committed < longest()
                && !stopping.getAsBoolean();
    }

    /** Those behind; may be none. */
    List<ConsumerRecord<byte[], byte[]>> more() {
        long left = Math.max(0, committed + longest() - nanoTime.getAsLong());
        return commands.poll(Duration.ofNanos(left)).records(source);
    }

    private long longest() {
        return Math.min(last * gatheringEach, gathering);
    }

    void committed(int size) {
        committed = nanoTime.getAsLong();
        last = size;
    }
}
