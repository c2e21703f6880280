package io.ostiary.log.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.reader.Progress;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

final class InProcessReadersTest {

    private static final AccountId ANA = AccountId.of(1);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final AtomicLong engine = new AtomicLong();
    private final AtomicLong projection = new AtomicLong();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final Progress one = new Progress(_ -> engine.get(), _ -> refused.get());
    private final Progress two = new Progress(_ -> projection.get(), _ -> false);

    @Test
    void whatAllHaveFoldedIsVisibleAtOnce() {
        engine.set(3);
        projection.set(3);
        assertTrue(await(LONG, LONG, 3).isDone());
        assertTrue(await(LONG, LONG, 3).join());
    }

    @Test
    void aReaderWithoutALeaseAnyMoreIsNotWaitedForAndNobodyIsLeftWaiting() throws Exception {
        engine.set(3);
        assertTrue(await(SHORT, LONG, 3).get(10, TimeUnit.SECONDS));
        assertEquals(0, one.waiting() + two.waiting());
    }

    @Test
    void whileOneMayAnswerItIsWaitedFor() {
        engine.set(3);
        assertFalse(await(LONG, SHORT, 3).isDone());
    }

    @Test
    void whenNobodyFoldsItMayNotBeVisible() throws Exception {
        assertFalse(await(LONG, SHORT, 3).get(10, TimeUnit.SECONDS));
        assertEquals(0, one.waiting() + two.waiting());
    }

    @Test
    void aRefusalIsNoProofThatTheWriteIsVisible() throws Exception {
        refused.set(true);
        assertFalse(await(SHORT, Duration.ofMillis(200), 3).get(10, TimeUnit.SECONDS));
    }

    private CompletableFuture<Boolean> await(Duration lease, Duration patience, long revision) {
        return new InProcessReaders(List.of(one, two), lease, patience)
                .await(ANA, revision)
                .toCompletableFuture();
    }
}
