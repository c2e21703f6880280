package io.ostiary.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Clients in a closed loop: each sends its next request when the last was answered. */
final class Load {

    /** What a client sends, the nth time. */
    @FunctionalInterface
    interface Script {
        byte[] request(int client, int n);

        /** All clients the same, always. */
        static Script of(byte[] request) {
            return (_, _) -> request;
        }
    }

    private Load() {}

    /** Answers a second. */
    static double perSecond(int port, int clients, long millis, Script script) {
        return perSecond(port, clients, millis, script, Connection::expect);
    }

    private static double perSecond(int port, int clients, long millis, Script script, Call call) {
        var stop = new AtomicBoolean();
        var done = new LongAdder();
        var failure = new AtomicReference<@Nullable Exception>();
        var failed = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            int client = i;
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            run(
                                                    port, client, script, call, stop, done, failure,
                                                    failed)));
        }
        Waiting.upTo(millis, failed);
        double rate = done.sum() / ((System.nanoTime() - begun) / 1e9);
        stop.set(true);
        threads.forEach(Waiting::join);
        throwIfAny(failure.get());
        return rate;
    }

    /** As {@link #perSecond}, and what each answer took, in microseconds. */
    static double timed(int port, int clients, long millis, Script script, Histogram micros) {
        Histogram each = new ConcurrentHistogram(3);
        double rate =
                perSecond(
                        port,
                        clients,
                        millis,
                        script,
                        (connection, request) -> {
                            long begun = System.nanoTime();
                            connection.expect(request);
                            each.recordValue((System.nanoTime() - begun) / 1_000);
                        });
        micros.add(each);
        return rate;
    }

    @FunctionalInterface
    private interface Call {
        void make(Connection connection, byte[] request) throws IOException;
    }

    private static void run(
            int port,
            int client,
            Script script,
            Call call,
            AtomicBoolean stop,
            LongAdder done,
            AtomicReference<@Nullable Exception> failure,
            CountDownLatch failed) {
        try (var connection = new Connection(port)) {
            // Ends on an even count: what was made is unmade again.
            for (int n = 0; !stop.get() || n % 2 == 1; n++) {
                call.make(connection, script.request(client, n));
                done.increment();
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
            failed.countDown();
        }
    }

    private static void throwIfAny(@Nullable Exception failure) {
        if (failure != null) {
            throw new IllegalStateException("a request failed", failure);
        }
    }

    /** Latencies of one client, in microseconds, of every second request from the first on. */
    static void latencies(int port, int count, Script script, Histogram micros) {
        try (var connection = new Connection(port)) {
            for (int n = 0; n < count; n++) {
                byte[] made = script.request(0, 2 * n);
                byte[] unmade = script.request(0, 2 * n + 1);
                long begun = System.nanoTime();
                connection.expect(made);
                micros.recordValue((System.nanoTime() - begun) / 1_000);
                connection.expect(unmade);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client does over its connection, of so many things to be done. */
    @FunctionalInterface
    interface Task {
        void run(Connection connection, int n) throws IOException;
    }

    /** Each request once, by so many clients. */
    static void each(int port, int clients, int count, IntFunction<byte[]> requests) {
        tasks(port, clients, count, (connection, n) -> connection.expect(requests.apply(n)));
    }

    /** Each task once, by so many clients; none is begun after one has failed. */
    static void tasks(int port, int clients, int count, Task task) {
        var next = new AtomicInteger();
        var failure = new AtomicReference<@Nullable Exception>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try (var connection = new Connection(port)) {
                                            int n = next.getAndIncrement();
                                            while (n < count && failure.get() == null) {
                                                task.run(connection, n);
                                                n = next.getAndIncrement();
                                            }
                                        } catch (IOException | RuntimeException e) {
                                            failure.compareAndSet(null, e);
                                        }
                                    }));
        }
        threads.forEach(Waiting::join);
        throwIfAny(failure.get());
    }
}
