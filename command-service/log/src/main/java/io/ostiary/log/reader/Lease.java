package io.ostiary.log.reader;

/**
 * How long a reader may answer. It ends when either clock says so.
 *
 * @param granted false before the first one
 * @param untilNanos on the monotonic clock
 * @param untilMillis since 1970, on the wall clock
 */
public record Lease(boolean granted, long untilNanos, long untilMillis) {

    /** Nothing may be answered yet. */
    public static final Lease NONE = new Lease(false, 0, 0);

    /** Ask after the request has arrived, and before the snapshot is read. */
    public boolean holds(LeaseClock clock) {
        return granted
                && clock.monotonic().getAsLong() - untilNanos < 0
                && clock.wall().millis() < untilMillis;
    }
}
