package io.ostiary.bench;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Clients in a closed loop: each sends its next request when the last was answered. */
final class Load {

    private Load() {}

    /**
     * Answers a second.
     *
     * @param requests what the nth request of a client is; the index counts over all clients
     */
    static double perSecond(int port, int clients, long millis, IntFunction<byte[]> requests) {
        var stop = new AtomicBoolean();
        var done = new LongAdder();
        var failed = new AtomicBoolean();
        var next = new java.util.concurrent.atomic.AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try (var connection = new Connection(port)) {
                                            while (!stop.get()) {
                                                connection.expect(
                                                        requests.apply(next.getAndIncrement()));
                                                done.increment();
                                            }
                                        } catch (IOException e) {
                                            if (!failed.getAndSet(true)) {
                                                System.err.println("bench: " + e.getMessage());
                                            }
                                        }
                                    }));
        }
        Waiting.millis(millis);
        stop.set(true);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double rate = done.sum() / seconds;
        threads.forEach(Waiting::join);
        if (failed.get()) {
            throw new IllegalStateException("a request failed");
        }
        return rate;
    }

    /** Latencies of one client, in microseconds. */
    static void latencies(
            int port, int count, IntFunction<byte[]> requests, Histogram micros, int first) {
        try (var connection = new Connection(port)) {
            for (int i = 0; i < count; i++) {
                byte[] request = requests.apply(first + i);
                long begun = System.nanoTime();
                connection.expect(request);
                micros.recordValue((System.nanoTime() - begun) / 1_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
