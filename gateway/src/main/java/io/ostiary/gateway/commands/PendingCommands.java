package io.ostiary.gateway.commands;

import io.ostiary.contract.id.AccountId;
import io.ostiary.gateway.pipeline.CommandSender.Delivery;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The commands whose outcome is awaited, by request id; bounded, and an account has a quarter of
 * the room at most, so that one that sends without end leaves some to the others (attack A127).
 * Each is completed exactly once: by its outcome, by a failure to send, or when its time is over.
 */
final class PendingCommands {

    private static final int SHARES = 4;

    private final int limit;
    private final int limitOfAccount;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<AccountId, Integer> byAccount = new ConcurrentHashMap<>();
    private final Map<String, Pending> byRequest = new ConcurrentHashMap<>();
    // In the order of their ends, since all wait equally long.
    private final ConcurrentLinkedQueue<End> byEnd = new ConcurrentLinkedQueue<>();

    /**
     * Answered ones stay until theirs: so they hold a number, and not what was answered. A request
     * may be sent again under its id; its earlier end is not its later one's.
     */
    private record End(long at, String requestId, long number) {}

    /** One command on its way. */
    static final class Pending {
        private final AccountId account;
        private final String requestId;
        private final long number;
        private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();

        Pending(AccountId account, String requestId, long number) {
            this.account = account;
            this.requestId = requestId;
            this.number = number;
        }

        CompletableFuture<Delivery> delivery() {
            return delivery;
        }
    }

    PendingCommands(int limit) {
        this.limit = limit;
        this.limitOfAccount = Math.max(1, limit / SHARES);
    }

    /** Null when there are too many. */
    @Nullable Pending add(AccountId account, String requestId, long endsAt) {
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            return null;
        }
        if (byAccount.merge(account, 1, Integer::sum) > limitOfAccount) {
            leave(account);
            return null;
        }
        Pending pending = new Pending(account, requestId, numbers.incrementAndGet());
        byRequest.put(requestId, pending);
        byEnd.add(new End(endsAt, requestId, pending.number));
        return pending;
    }

    /** An outcome of another account, or one that nobody awaits any more, changes nothing. */
    void complete(AccountId account, String requestId, Delivery delivery) {
        Pending pending = byRequest.get(requestId);
        if (pending != null && pending.account.equals(account)) {
            complete(pending, delivery);
        }
    }

    void complete(Pending pending, Delivery delivery) {
        if (byRequest.remove(pending.requestId, pending)) {
            leave(pending.account);
            pending.delivery.complete(delivery);
        }
    }

    private void leave(AccountId account) {
        byAccount.computeIfPresent(account, (_, held) -> held == 1 ? null : held - 1);
        count.decrementAndGet();
    }

    /** Gives up on those whose time is over. Called by one thread. */
    void expire(long now) {
        End oldest;
        while ((oldest = byEnd.peek()) != null && oldest.at() - now <= 0) {
            byEnd.poll();
            Pending pending = byRequest.get(oldest.requestId());
            if (pending != null && pending.number == oldest.number()) {
                complete(pending, new Delivery.Unknown());
            }
        }
    }

    /** Gives up on all of them. */
    void abandon() {
        for (Pending pending : byRequest.values()) {
            complete(pending, new Delivery.Unknown());
        }
    }

    int size() {
        return count.get();
    }
}
