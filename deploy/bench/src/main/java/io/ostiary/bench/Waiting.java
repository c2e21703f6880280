package io.ostiary.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting without checked exceptions: a bench that is interrupted ends. */
final class Waiting {

    private Waiting() {}

    /** The time of a measurement, or less when it has failed. */
    static void upTo(long millis, CountDownLatch failed) {
        try {
            failed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
