package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Lets others wait until a reader has folded a revision, or refuses the account: then it answers
 * nothing about it, so nothing from before.
 */
public final class Progress {

    private record Waiter(long revision, CompletableFuture<Boolean> future) {}

    private final ToLongFunction<AccountId> revisionOf;
    private final Predicate<AccountId> isRefused;
    private final ConcurrentHashMap<AccountId, List<Waiter>> waiters = new ConcurrentHashMap<>();

    /**
     * @param revisionOf and {@code isRefused}: as they are now, from any thread
     */
    public Progress(ToLongFunction<AccountId> revisionOf, Predicate<AccountId> isRefused) {
        this.revisionOf = revisionOf;
        this.isRefused = isRefused;
    }

    /**
     * Completes on the reader's thread, or now: with true when it is folded, with false when the
     * reader refuses the account. Whoever gives up completes it, and nothing is left behind.
     */
    public CompletableFuture<Boolean> await(AccountId account, long revision) {
        if (reached(account, revision)) {
            return CompletableFuture.completedFuture(isFolded(account, revision));
        }
        var waiter = new Waiter(revision, new CompletableFuture<>());
        waiters.compute(
                account,
                (_, waiting) -> {
                    List<Waiter> list = waiting == null ? new ArrayList<>(2) : waiting;
                    list.add(waiter);
                    return list;
                });
        // It may have been folded between the first look and the entry.
        if (reached(account, revision)) {
            waiter.future.complete(isFolded(account, revision));
        }
        waiter.future.whenComplete((_, _) -> remove(account, waiter));
        return waiter.future;
    }

    private boolean reached(AccountId account, long revision) {
        return isFolded(account, revision) || isRefused.test(account);
    }

    private boolean isFolded(AccountId account, long revision) {
        return revisionOf.applyAsLong(account) >= revision;
    }

    private void remove(AccountId account, Waiter waiter) {
        waiters.computeIfPresent(
                account,
                (_, waiting) -> {
                    waiting.remove(waiter);
                    return waiting.isEmpty() ? null : waiting;
                });
    }

    /** After the sink says the new revisions, or the accounts were refused. */
    void advanced(Collection<AccountId> accounts) {
        if (!waiters.isEmpty()) {
            accounts.forEach(this::wake);
        }
    }

    /** After a partition was halted. */
    void advancedAll() {
        waiters.keySet().forEach(this::wake);
    }

    private void wake(AccountId account) {
        var done = new ArrayList<Waiter>();
        // Asked once: a store looks it up.
        long folded = revisionOf.applyAsLong(account);
        boolean refused = isRefused.test(account);
        waiters.computeIfPresent(
                account,
                (_, waiting) -> {
                    waiting.removeIf(
                            waiter -> {
                                boolean reached = refused || folded >= waiter.revision;
                                if (reached) {
                                    done.add(waiter);
                                }
                                return reached;
                            });
                    return waiting.isEmpty() ? null : waiting;
                });
        // Outside of the map: whoever is woken may wait again.
        done.forEach(waiter -> waiter.future.complete(folded >= waiter.revision));
    }

    /** How many wait now. */
    public int waiting() {
        return waiters.values().stream().mapToInt(List::size).sum();
    }
}
