package io.ostiary.log.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The protocol of a gateway that waits, step by step; times are plain numbers. */
final class WaitTest {

    private static final AccountId ANA = AccountId.of(1);
    private static final long GRACE = 100;

    private final Map<String, Instance> readers = new HashMap<>();
    private final Wait wait = new Wait(ANA, 7, 0, 1_000);

    @Test
    void itEndsWhenEveryReaderHasReported() {
        report("a", 0, 6);
        report("b", 0, 6);
        step(0, 10);
        assertFalse(wait.needsEnd(10), "nobody has reported");
        report("a", 70, 7);
        step(0, 20);
        assertTrue(wait.needsEnd(20));
        wait.end(5);
        step(4, 21);
        report("b", 70, 7);
        step(4, 22);
        assertFalse(wait.isDone(), "a reader may have announced itself before the end");
        step(5, 23);
        assertTrue(wait.answer.join());
    }

    @Test
    void aReaderThatAppearsBeforeTheEndIsWaitedFor() {
        report("a", 70, 7);
        step(0, 10);
        wait.end(3);
        readers.put("new", new Instance());
        step(3, 11);
        assertFalse(wait.isDone());
        // It folded the event before its first report, so only its position tells.
        report("new", 70, 0);
        step(4, 12);
        assertTrue(wait.answer.join());
    }

    @Test
    void aReaderThatAppearsAfterTheEndIsNot() {
        report("a", 70, 7);
        report("b", 60, 6);
        step(0, 10);
        wait.end(3);
        step(3, 11);
        readers.put("new", new Instance());
        report("b", 70, 7);
        step(4, 12);
        assertTrue(wait.answer.join());
    }

    @Test
    void aReaderThatLeavesIsNotWaitedFor() {
        report("a", 70, 7);
        report("b", 60, 6);
        step(0, 10);
        wait.end(3);
        step(3, 11);
        readers.remove("b");
        step(4, 12);
        assertTrue(wait.answer.join());
    }

    @Test
    void aSilentReaderIsDroppedAfterItsLease() {
        report("a", 70, 7);
        report("b", 60, 6);
        step(0, 10);
        wait.end(3);
        step(3, 11);
        assertFalse(wait.needsEnd(10 + GRACE - 1));
        assertTrue(wait.needsEnd(10 + GRACE));
        wait.end(8);
        assertEquals(Set.of(), step(7, 10 + GRACE), "what it said in time may not be read yet");
        assertEquals(Set.of("b"), step(8, 10 + GRACE + 1));
        assertTrue(wait.answer.join());
    }

    @Test
    void whenNobodyReportsItMayNotBeVisible() {
        report("a", 60, 6);
        step(0, 999);
        assertFalse(wait.isDone());
        step(0, 1_000);
        assertFalse(wait.answer.join());
    }

    @Test
    void aReaderThatRefusesTheAccountProvesNothingAndIsNotWaitedFor() {
        report("refusing", 60, ReaderReport.REFUSED);
        step(0, 10);
        assertFalse(wait.needsEnd(10));
        report("a", 70, 7);
        step(0, 20);
        wait.end(3);
        step(3, 21);
        assertTrue(wait.answer.join());
    }

    @Test
    void aHaltedPartitionIsNotWaitedFor() {
        readers.computeIfAbsent("halted", _ -> new Instance())
                .heard(new ReaderReport.Reported(List.of(-1L), Map.of()));
        report("a", 70, 7);
        step(0, 20);
        wait.end(3);
        step(3, 21);
        assertTrue(wait.answer.join());
    }

    @Test
    void anEndThatIsNeverLearnedIsNotTakenForVisible() {
        report("a", 70, 7);
        step(0, 10);
        step(0, 10 + 2 * GRACE);
        assertFalse(wait.answer.join());
    }

    private Set<String> step(long read, long now) {
        return wait.advance(readers, read, now, GRACE);
    }

    private void report(String id, long position, long revision) {
        readers.computeIfAbsent(id, _ -> new Instance())
                .heard(new ReaderReport.Reported(List.of(position), Map.of(ANA.value(), revision)));
    }
}
