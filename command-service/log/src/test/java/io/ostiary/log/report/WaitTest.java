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
    private final Wait wait = new Wait(ANA, 7, 0, 50, 1_000);

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

    @Test
    void whatNobodyNamesBecauseItIsOldIsProvedByPosition() {
        started("a", 90);
        started("b", 80);
        assertTrue(wait.needsEventsEnd(readers, 0));
        wait.eventsEndAsked();
        assertFalse(wait.needsEventsEnd(readers, 1));
        wait.eventsEnd(85);
        step(0, 10);
        assertTrue(wait.needsEnd(10));
        wait.end(3);
        step(3, 11);
        assertFalse(wait.isDone(), "b has not folded as far");
        started("b", 85);
        step(4, 12);
        assertTrue(wait.answer.join());
    }

    @Test
    void whereTheEventsEndIsAskedLateOfAnAccountThatAReaderKnows() {
        report("gone", 60, 6);
        started("a", 90);
        assertFalse(wait.needsEventsEnd(readers, 49), "its report is on the way");
        assertTrue(wait.needsEventsEnd(readers, 50));
        wait.eventsEnd(85);
        step(0, 51);
        assertTrue(wait.needsEnd(51));
    }

    @Test
    void aReaderThatHasNotSaidWhereItIsProvesNothing() {
        readers.put("new", new Instance());
        wait.eventsEnd(85);
        step(0, 10);
        assertFalse(wait.needsEnd(10));
    }

    @Test
    void readersThatAllRefuseTheAccountAreAwaitedByPosition() {
        report("a", 60, ReaderReport.REFUSED);
        wait.eventsEnd(70);
        step(0, 60);
        assertFalse(wait.needsEnd(60));
        report("a", 70, ReaderReport.REFUSED);
        step(0, 61);
        wait.end(0);
        step(0, 62);
        assertTrue(wait.answer.join(), "they answer nothing from before it, nor anything else");
    }

    private Set<String> step(long read, long now) {
        return wait.advance(readers, read, now, GRACE);
    }

    private void started(String id, long position) {
        readers.computeIfAbsent(id, _ -> new Instance())
                .heard(new ReaderReport.Reported(List.of(position), Map.of()));
    }

    private void report(String id, long position, long revision) {
        readers.computeIfAbsent(id, _ -> new Instance())
                .heard(new ReaderReport.Reported(List.of(position), Map.of(ANA.value(), revision)));
    }
}
