package io.ostiary.standalone.apart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

final class RunningServiceTest {

    private static final Duration PATIENCE = Duration.ofMillis(1);
    private static final int STEPS = 5;

    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicInteger position = new AtomicInteger();

    @Test
    void whatGetsFurtherIsWaitedForHoweverLongItTakes() {
        RunningService.await(ready, PATIENCE, () -> further(STEPS, true), "never");
        assertEquals(STEPS, position.get());
    }

    @Test
    void whatStandsStillIsGivenUp() {
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                RunningService.await(
                                        ready, PATIENCE, () -> further(STEPS, false), "stuck"));
        assertEquals("stuck", failure.getMessage());
        assertEquals(STEPS, position.get());
    }

    @Test
    void whatFailsIsGivenUpAtOnce() {
        ready.completeExceptionally(new IllegalStateException("broken"));
        assertThrows(
                IllegalStateException.class,
                () -> RunningService.await(ready, PATIENCE, position::incrementAndGet, "failed"));
        assertEquals(1, position.get());
    }

    private int further(int steps, boolean arrives) {
        if (position.get() < steps && position.incrementAndGet() == steps && arrives) {
            ready.complete(null);
        }
        return position.get();
    }
}
