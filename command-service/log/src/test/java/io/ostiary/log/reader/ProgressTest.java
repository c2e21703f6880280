package io.ostiary.log.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

final class ProgressTest {

    private static final AccountId ANA = AccountId.of(1);
    private static final AccountId BEN = AccountId.of(2);

    private final Map<AccountId, Long> revisions = new ConcurrentHashMap<>();
    private final Set<AccountId> refused = ConcurrentHashMap.newKeySet();
    private final Progress progress =
            new Progress(account -> revisions.getOrDefault(account, 0L), refused::contains);

    @Test
    void aRevisionThatIsThereIsNotWaitedFor() {
        revisions.put(ANA, 5L);
        assertTrue(progress.await(ANA, 5).join());
        assertTrue(progress.await(ANA, 0).join());
        assertEquals(0, progress.waiting());
    }

    @Test
    void waitersAreWokenByTheirRevisionOnly() {
        CompletableFuture<Boolean> five = progress.await(ANA, 5);
        CompletableFuture<Boolean> six = progress.await(ANA, 6);
        CompletableFuture<Boolean> ben = progress.await(BEN, 1);
        revisions.put(ANA, 5L);
        progress.advanced(List.of(ANA));
        assertTrue(five.join());
        assertFalse(six.isDone());
        assertFalse(ben.isDone());
        assertEquals(2, progress.waiting());
    }

    @Test
    void aRefusedAccountIsNotWaitedForAndSaysSo() {
        CompletableFuture<Boolean> before = progress.await(ANA, 5);
        refused.add(ANA);
        progress.advancedAll();
        assertFalse(before.join());
        assertFalse(progress.await(ANA, 9).join());
    }

    @Test
    void whoGivesUpLeavesNothingBehind() {
        for (int i = 0; i < 1_000; i++) {
            progress.await(ANA, 5).complete(false);
        }
        assertEquals(0, progress.waiting());
    }

    @Test
    void nobodyIsForgottenWhenFoldAndWaitRace() throws Exception {
        var waiting = new ArrayList<CompletableFuture<Boolean>>();
        var writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (long revision = 1; revision <= 5_000; revision++) {
                                        revisions.put(ANA, revision);
                                        progress.advanced(List.of(ANA));
                                    }
                                });
        for (long revision = 1; revision <= 5_000; revision++) {
            waiting.add(progress.await(ANA, revision));
        }
        writer.join();
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new))
                .get(10, TimeUnit.SECONDS);
        assertEquals(0, progress.waiting());
    }

    @Test
    void aLeaseEndsWhenEitherClockSaysSo() {
        var nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
        var millis = new AtomicLong(1_000);
        var clock = new LeaseClock(() -> Instant.ofEpochMilli(millis.get()), nanos::get);
        Lease lease = clock.now().plus(Duration.ofSeconds(2));
        assertTrue(lease.holds(clock), "the monotonic clock may overflow");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
        assertTrue(lease.holds(clock));
        nanos.incrementAndGet();
        assertFalse(lease.holds(clock));
        nanos.set(Long.MAX_VALUE - 1_000);
        millis.addAndGet(2_000);
        assertFalse(lease.holds(clock), "the machine slept");
        assertFalse(Lease.NONE.holds(clock));
    }
}
