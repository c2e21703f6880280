package io.ostiary.log.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

final class OverdueTest {

    @Test
    void whatIsNotDoneInTimeIsSeenTo() throws Exception {
        var overdue = new Overdue(Duration.ofMillis(30));
        var late = new CompletableFuture<String>();
        overdue.add(late, () -> late.complete("late"));
        assertEquals("late", late.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whatIsDoneInTimeIsLeftAlone() throws Exception {
        var overdue = new Overdue(Duration.ofMillis(30));
        var done = CompletableFuture.completedFuture("done");
        var touched = new CompletableFuture<String>();
        overdue.add(done, () -> touched.complete("touched"));
        // The one behind it has its turn after it.
        var behind = new CompletableFuture<String>();
        overdue.add(behind, () -> behind.complete("late"));
        assertEquals("late", behind.get(10, TimeUnit.SECONDS));
        assertFalse(touched.isDone());
    }

    @Test
    void oneThatFailsStopsNoneBehindIt() throws Exception {
        var overdue = new Overdue(Duration.ofMillis(30));
        overdue.add(
                new CompletableFuture<>(),
                () -> {
                    throw new IllegalStateException("as a test wants it");
                });
        for (int i = 0; i < 2; i++) {
            var next = new CompletableFuture<String>();
            overdue.add(next, () -> next.complete("late"));
            assertEquals("late", next.get(10, TimeUnit.SECONDS));
        }
    }
}
