package io.ostiary.writer.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

final class IntakeTest {

    private static final TopicPartition SOURCE = new TopicPartition(Topics.COMMANDS, 0);
    private static final long SOON = Duration.ofMillis(5).toNanos();
    private static final Duration LONG = Duration.ofMinutes(10);

    private final MockConsumer<byte[], byte[]> log = new MockConsumer<>("earliest");
    private long now;
    private long next;
    private boolean stopping;

    @Test
    void asManyAsTheLastTransactionHadAreWaitedFor() {
        var intake = intake(100, LONG, LONG);
        intake.committed(3);
        // Behind the answers to those three, not while they were on their way.
        now += SOON;
        append(1);
        assertEquals(1, intake.first().size());
        assertTrue(intake.isWorthWaiting(1));
        append(2);
        assertEquals(2, intake.more().size());
        assertFalse(intake.isWorthWaiting(3));
    }

    @Test
    void whoIsAloneIsNotKeptWaiting() {
        var intake = intake(100, LONG, LONG);
        intake.committed(1);
        append(1);
        assertEquals(1, intake.first().size());
        assertFalse(intake.isWorthWaiting(1));
    }

    @Test
    void whereSomeCameDuringTheCommitThereAreMoreThanItHad() {
        var intake = intake(100, LONG, LONG);
        append(2);
        intake.committed(2);
        assertEquals(2, intake.first().size());
        assertTrue(intake.isWorthWaiting(2));
        assertTrue(intake.isWorthWaiting(99));
        assertFalse(intake.isWorthWaiting(100));
    }

    @Test
    void theLargerTheCrowdTheLongerTheWaitUpToItsEnd() {
        assertTrue(isWaitedForAfter(Duration.ofMillis(9), 10));
        assertFalse(isWaitedForAfter(Duration.ofMillis(10), 10));
        assertTrue(isWaitedForAfter(Duration.ofMillis(19), 50));
        assertFalse(isWaitedForAfter(Duration.ofMillis(20), 50));
    }

    /** A millisecond for each, at most twenty. */
    private boolean isWaitedForAfter(Duration passed, int last) {
        var intake = intake(100, Duration.ofMillis(1), Duration.ofMillis(20));
        intake.committed(last);
        now += passed.toNanos();
        append(1);
        intake.first();
        return intake.isWorthWaiting(1);
    }

    @Test
    void aWriterThatStopsWaitsForNobody() {
        var intake = intake(100, LONG, LONG);
        append(2);
        intake.committed(2);
        intake.first();
        stopping = true;
        assertFalse(intake.isWorthWaiting(2));
    }

    private Intake intake(int maxBatch, Duration gatheringEach, Duration gathering) {
        log.assign(List.of(SOURCE));
        log.updateBeginningOffsets(Map.of(SOURCE, 0L));
        var config =
                new WriterConfig(
                        maxBatch, Duration.ofMillis(50), gatheringEach, gathering, Duration.ZERO);
        return new Intake(0, log, config, () -> stopping, () -> now);
    }

    private void append(int records) {
        for (int i = 0; i < records; i++) {
            log.addRecord(new ConsumerRecord<>(SOURCE.topic(), 0, next++, null, new byte[0]));
        }
    }
}
