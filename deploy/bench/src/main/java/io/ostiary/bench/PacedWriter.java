package io.ostiary.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** So many requests a second, whatever else happens, as far as the server keeps up with them. */
final class PacedWriter implements AutoCloseable {

    /** Each waits for its answer: they share the pace. */
    private static final int CONNECTIONS = 8;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final long begun = System.nanoTime();

    PacedWriter(int port, int perSecond, IntFunction<byte[]> requests) {
        var next = new AtomicInteger();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.ofPlatform().start(() -> run(port, perSecond, requests, next)));
        }
    }

    private void run(int port, int perSecond, IntFunction<byte[]> requests, AtomicInteger next) {
        try (var connection = new Connection(port)) {
            while (stop.getCount() > 0) {
                int n = next.getAndIncrement();
                long due = begun + n * (1_000_000_000L / perSecond);
                Waiting.upTo(Math.max(0, (due - System.nanoTime()) / 1_000_000), stop);
                connection.insist(requests.apply(n));
                done.incrementAndGet();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a write failed", e);
        }
    }

    /** As many as were answered. */
    double perSecond() {
        return done.get() / ((System.nanoTime() - begun) / 1e9);
    }

    @Override
    public void close() {
        stop.countDown();
        threads.forEach(Waiting::join);
    }
}
