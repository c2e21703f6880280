package io.ostiary.engine.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A password is not found out by trying. */
final class PasswordAttemptsTest {

    private static final long MINUTE = PasswordAttempts.ANOTHER.toNanos();

    /** The clock may begin anywhere, below zero too. */
    private long nanos = -MINUTE;

    private final PasswordAttempts attempts = new PasswordAttempts(() -> nanos);

    private int admitted(String user, int tries) {
        int count = 0;
        for (int i = 0; i < tries; i++) {
            count += attempts.begin(user) ? 1 : 0;
        }
        return count;
    }

    @Test
    void afterFiveWrongOnesThereIsOneMoreAMinute() {
        assertEquals(5, admitted("ana", 20));
        nanos += MINUTE - 1;
        assertFalse(attempts.begin("ana"));
        nanos += 1;
        assertEquals(1, admitted("ana", 20));
        nanos += 60 * MINUTE;
        assertEquals(5, admitted("ana", 20), "they are not saved up");
    }

    @Test
    void anotherUserHasAnotherFive() {
        admitted("ana", 20);
        assertEquals(5, admitted("ben", 20));
    }

    @Test
    void whoKnewItHasAllFiveAgain() {
        for (int i = 0; i < 100; i++) {
            assertTrue(attempts.begin("ana"));
            attempts.succeeded("ana");
        }
        assertEquals(5, admitted("ana", 20));
    }

    @Test
    void manyAtOnceAreFiveAsWell() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Boolean> one = () -> attempts.begin("ana");
            int count = 0;
            for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(200, one))) {
                count += each.get() ? 1 : 0;
            }
            assertEquals(5, count);
        }
    }
}
