package io.ostiary.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

/** The token buckets. */
final class ThrottleTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Throttle throttle = new Throttle(new Throttle.Rate(10, 3), nanos::get);

    @Test
    void aBurstIsAdmittedAndThenTheRate() {
        assertEquals(3, admitted("a", 10));
        nanos.addAndGet(100_000_000L); // the clock may wrap
        assertEquals(1, admitted("a", 10));
        nanos.addAndGet(1_000_000_000L);
        assertEquals(3, admitted("a", 10));
    }

    @Test
    void A127_oneKeyDoesNotUpAnothers() {
        assertEquals(3, admitted("a", 10));
        assertTrue(throttle.admits("b"));
        assertFalse(throttle.admits("a"));
    }

    private int admitted(String key, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += throttle.admits(key) ? 1 : 0;
        }
        return admitted;
    }
}
