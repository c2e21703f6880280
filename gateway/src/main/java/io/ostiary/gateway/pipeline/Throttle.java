package io.ostiary.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket a key: a source address, an account. Takes no lock, and forgets keys it has not
 * seen for a while, so that a flood of addresses costs bounded memory.
 */
public final class Throttle {

    private static final int MAX_KEYS = 100_000;

    // The bucket as one number, the time at which it will be full again (the generic cell rate
    // algorithm, ITU-T I.371): a request moves it on by one interval, and is refused when it would
    // lie further ahead than the burst allows.
    private final Cache<String, AtomicLong> fullAt =
            Caffeine.newBuilder()
                    .maximumSize(MAX_KEYS)
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();
    private final long interval;
    private final long tolerance;
    private final LongSupplier nanoTime;

    /**
     * How much a key may do.
     *
     * @param perSecond in the long run, 1 to 1,000,000
     * @param burst at once, at least 1
     */
    public record Rate(int perSecond, int burst) {
        public Rate {
            if (perSecond < 1 || perSecond > 1_000_000 || burst < 1) {
                throw new IllegalArgumentException("a rate of 1 to 1,000,000 and a burst");
            }
        }
    }

    public Throttle(Rate rate, LongSupplier nanoTime) {
        this.interval = 1_000_000_000L / rate.perSecond();
        this.tolerance = interval * rate.burst();
        this.nanoTime = nanoTime;
    }

    public boolean admits(String key) {
        long now = nanoTime.getAsLong();
        AtomicLong bucket = fullAt.getIfPresent(key);
        if (bucket == null) {
            bucket = fullAt.get(key, _ -> new AtomicLong(now));
        }
        while (true) {
            long before = bucket.get();
            long after = (before - now > 0 ? before : now) + interval;
            if (after - now > tolerance) {
                return false;
            }
            if (bucket.compareAndSet(before, after)) {
                return true;
            }
        }
    }
}
