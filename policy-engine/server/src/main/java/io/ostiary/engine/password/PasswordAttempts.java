package io.ostiary.engine.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often somebody may be wrong about a user's password: five times at once, and once more a
 * minute. So a key that was stolen finds out no password by trying, and nobody is locked out for
 * long. The numbers are ours: AWS tells none. Each engine counts for itself, in memory.
 */
final class PasswordAttempts {

    static final int AT_ONCE = 5;
    static final Duration ANOTHER = Duration.ofMinutes(1);

    private static final int MAX_USERS = 100_000;
    private static final long INTERVAL = ANOTHER.toNanos();

    // By user, when all five will be there again: an attempt moves it on by one interval (the
    // generic cell rate algorithm, ITU-T I.371). Who is not in it has all five.
    private final Cache<String, Long> fullAt =
            Caffeine.newBuilder()
                    .maximumSize(MAX_USERS)
                    .expireAfterAccess(ANOTHER.multipliedBy(AT_ONCE))
                    .build();
    private final LongSupplier nanoTime;

    PasswordAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes one before the password is looked at, so that many at once are not more than five. */
    boolean begin(String user) {
        long now = nanoTime.getAsLong();
        var admitted = new boolean[1];
        fullAt.asMap()
                .compute(
                        user,
                        (_, known) -> {
                            long from = known == null || known - now < 0 ? now : known;
                            admitted[0] = from - now <= INTERVAL * (AT_ONCE - 1);
                            return admitted[0] ? from + INTERVAL : from;
                        });
        return admitted[0];
    }

    /** Who knew it has not guessed. */
    void succeeded(String user) {
        fullAt.invalidate(user);
    }
}
