package io.ostiary.log.report;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does something about futures that are not done when their time is over; all have the same time.
 * It looks fifty times a second and has no timer for each: of thousands a second hardly one is ever
 * overdue. May be used by many threads.
 */
final class Overdue {

    private static final Logger LOG = LoggerFactory.getLogger(Overdue.class);

    /** In milliseconds. */
    private static final long LOOK = 20;

    private record Guarded(CompletableFuture<?> future, Runnable late, long due) {}

    private final long nanos;

    /** In the order of their ends, but for what threads overtake each other by. */
    private final ConcurrentLinkedQueue<Guarded> waiting = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean looking = new AtomicBoolean();

    Overdue(Duration time) {
        this.nanos = time.toNanos();
    }

    /**
     * @param late run by some thread when the future is not done by then; at most {@value #LOOK} ms
     *     later
     */
    void add(CompletableFuture<?> future, Runnable late) {
        waiting.add(new Guarded(future, late, System.nanoTime() + nanos));
        lookLater();
    }

    private void lookLater() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(LOOK, TimeUnit.MILLISECONDS).execute(this::look);
        }
    }

    private void look() {
        try {
            long now = System.nanoTime();
            Guarded oldest;
            while ((oldest = waiting.peek()) != null
                    && (oldest.future.isDone() || now - oldest.due >= 0)) {
                waiting.poll();
                end(oldest);
            }
        } finally {
            looking.set(false);
            if (!waiting.isEmpty()) {
                lookLater();
            }
        }
    }

    private static void end(Guarded overdue) {
        if (overdue.future.isDone()) {
            return;
        }
        try {
            overdue.late.run();
        } catch (RuntimeException e) {
            LOG.error("what was to be done about an overdue wait failed", e);
        }
    }
}
