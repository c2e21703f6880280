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

/**
 * The commands of the next transaction, of one partition. Confined to the writer's thread.
 *
 * <p>When some have come it waits a little for those that come soon after a commit. Until its
 * markers are written the next transaction could not begin anyway, and then come the callers that
 * have just been answered: a transaction costs the same for one command as for all of theirs. As
 * many as the last time are enough, unless some came while that one was on its way: then there are
 * more callers. A caller who is alone is not kept waiting.
 */
final class Intake {

    private static final Duration POLL = Duration.ofMillis(200);

    /** What comes so soon after a commit came before it. */
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(1);

    private final TopicPartition source;
    private final Consumer<byte[], byte[]> commands;
    private final int maxBatch;
    private final long gathering;
    private final BooleanSupplier stopping;
    private long committed = System.nanoTime();
    private int last;
    private int enough;

    Intake(
            int partition,
            Consumer<byte[], byte[]> commands,
            WriterConfig config,
            BooleanSupplier stopping) {
        this.source = new TopicPartition(Topics.COMMANDS, partition);
        this.commands = commands;
        this.maxBatch = config.maxBatch();
        this.gathering = config.gathering().toNanos();
        this.stopping = stopping;
    }

    /** Waits for the first commands; empty when none came for a while. */
    List<ConsumerRecord<byte[], byte[]>> first() {
        List<ConsumerRecord<byte[], byte[]>> first = commands.poll(POLL).records(source);
        boolean beforeTheCommit = System.nanoTime() - committed < AT_ONCE;
        boolean alone = first.size() <= 1 && last <= 1;
        enough = beforeTheCommit && !alone ? maxBatch : Math.min(last, maxBatch);
        return new ArrayList<>(first);
    }

    /** Whether to ask for {@link #more}. */
    boolean isWorthWaiting(int have) {
        return have < enough
                && System.nanoTime() - committed < gathering
                && !stopping.getAsBoolean();
    }

    /** Those behind; may be none. */
    List<ConsumerRecord<byte[], byte[]>> more() {
        long left = Math.max(0, committed + gathering - System.nanoTime());
        return commands.poll(Duration.ofNanos(left)).records(source);
    }

    void committed(int size) {
        committed = System.nanoTime();
        last = size;
    }
}
