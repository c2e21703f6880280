package io.ostiary.engine.denial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.Caller;
import io.ostiary.engine.denial.Denial.Asked;
import io.ostiary.policy.catalog.ServiceAuthorization;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What is kept of denials when there are more of them than can be kept. */
class DenialRecorderTest {

    private static final AccountId LOUD = new AccountId("111111111111");
    private static final AccountId QUIET = new AccountId("222222222222");
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    /** Counts, and waits before it keeps the first. */
    private static final class Held implements DenialStore {
        private final CountDownLatch released = new CountDownLatch(1);
        private final ConcurrentMap<AccountId, Integer> kept = new ConcurrentHashMap<>();

        @Override
        public boolean keep(AccountId reader, String requestId, Instant at, byte[] record) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            kept.merge(reader, 1, Integer::sum);
            return true;
        }

        @Override
        public List<byte[]> find(AccountId reader, String requestId, Instant now) {
            return List.of();
        }

        @Override
        public void sweep(Instant now) {}

        /** The recorder's own patience ends on a slow machine before its work does. */
        void await(DenialRecorder recorder, AccountId account, int count) {
            while (kept.getOrDefault(account, 0) < count) {
                recorder.settled().toCompletableFuture().join();
            }
        }
    }

    /** Attack A127: many denials of one account, and a few of another that come after them. */
    @Test
    void aFloodOfOneAccountsDenialsPushesNoOtherAccountsOut() {
        var store = new Held();
        var made = new AtomicInteger();
        try (var recorder = recorder(store)) {
            for (int i = 0; i < 100_000; i++) {
                recorder.note(LOUD, () -> counted(made, LOUD));
            }
            for (int i = 0; i < 5; i++) {
                recorder.note(QUIET, () -> denial(QUIET));
            }
            store.released.countDown();
            store.await(recorder, QUIET, 5);

            assertEquals(5, store.kept.get(QUIET));
            int ofLoud = store.kept.getOrDefault(LOUD, 0);
            assertTrue(ofLoud > 1_000 && ofLoud < 10_000, ofLoud + " of the flood");
            assertEquals(ofLoud, made.get(), "what is forgotten at once is not made");
        }
    }

    @Test
    void anAccountHasItsRoomAgainWhenItsDenialsAreKept() {
        var store = new Held();
        store.released.countDown();
        try (var recorder = recorder(store)) {
            for (int i = 0; i < 5_000; i++) {
                recorder.note(QUIET, () -> denial(QUIET));
                if (i % 1_000 == 999) {
                    store.await(recorder, QUIET, i + 1);
                }
            }
            assertEquals(5_000, store.kept.get(QUIET));
        }
    }

    private static DenialRecorder recorder(DenialStore store) {
        return new DenialRecorder(new DenialTeller(ServiceAuthorization.open()), store, () -> NOW);
    }

    private static Denial counted(AtomicInteger made, AccountId reader) {
        made.incrementAndGet();
        return denial(reader);
    }

    private static Denial denial(AccountId account) {
        var root =
                new Actor(
                        Actor.Kind.ROOT,
                        account,
                        account.value(),
                        null,
                        null,
                        Arn.root(account).toString());
        return new Denial.ByRule(
                new Asked("r-1", 0, account, 1, NOW),
                new Caller(root, null, account.value(), null),
                "sts:AssumeRole",
                "Roles may not be assumed by root accounts.");
    }
}
