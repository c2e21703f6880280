package io.ostiary.engine.work;

import io.ostiary.contract.id.AccountId;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A few threads with a short queue, of which one account gets a part only: whoever floods them is
 * refused, everything else goes on as ever (attacks A111, A127).
 */
public final class BoundedWorkers implements AutoCloseable {

    private final int mostOfAnAccount;
    private final ThreadPoolExecutor threads;
    private final ConcurrentHashMap<AccountId, Integer> underWay = new ConcurrentHashMap<>();

    /**
     * @param name of the threads
     * @param queue how much may wait
     * @param mostOfAnAccount how much of one account may run and wait
     */
    public BoundedWorkers(String name, int threads, int queue, int mostOfAnAccount) {
        this.mostOfAnAccount = mostOfAnAccount;
        this.threads =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(queue),
                        Thread.ofPlatform().name(name, 0).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Does the work on one of the threads.
     *
     * @param whenFull the answer at once when there is no place
     */
    public <T> CompletionStage<T> submit(AccountId account, Supplier<T> work, T whenFull) {
        if (underWay.merge(account, 1, Integer::sum) > mostOfAnAccount) {
            ended(account);
            return CompletableFuture.completedFuture(whenFull);
        }
        try {
            return CompletableFuture.supplyAsync(work, threads)
                    .whenComplete((_, _) -> ended(account));
        } catch (RejectedExecutionException _) {
            ended(account);
            return CompletableFuture.completedFuture(whenFull);
        }
    }

    private void ended(AccountId account) {
        underWay.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
