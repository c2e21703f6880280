package io.ostiary.log.reader;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks a lease is measured by: one that cannot be set, one that goes on while the machine
 * sleeps.
 *
 * @param monotonic nanoseconds from any beginning
 */
public record LeaseClock(InstantSource wall, LongSupplier monotonic) {

    public static LeaseClock system() {
        return new LeaseClock(InstantSource.system(), System::nanoTime);
    }

    Moment now() {
        return new Moment(monotonic.getAsLong(), wall.millis());
    }

    /** One reading of both clocks. */
    record Moment(long nanos, long millis) {

        Lease plus(Duration length) {
            return new Lease(true, nanos + length.toNanos(), millis + length.toMillis());
        }
    }
}
