package io.ostiary.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongConsumer;

/**
 * Runs a load until the JVM has compiled it: with server, floors and driver on the same few cores
 * the compiler gets little of them, and a server is measured as it runs for weeks, not as it
 * starts.
 */
final class WarmUp {

    private static final long WINDOW_MILLIS = 2_000;

    /** Of one core: less is no longer seen in the figures. */
    private static final double STILL_COMPILING = 0.03;

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private final long leastMillis;
    private final long mostMillis;

    WarmUp(long leastMillis, long mostMillis) {
        this.leastMillis = leastMillis;
        this.mostMillis = mostMillis;
    }

    /**
     * @param load takes how long it is to run, in milliseconds
     */
    void run(LongConsumer load) {
        long begun = System.nanoTime();
        double compiling;
        long passed;
        do {
            long compiled = COMPILER.getTotalCompilationTime();
            long since = System.nanoTime();
            load.accept(WINDOW_MILLIS);
            long now = System.nanoTime();
            compiling = (COMPILER.getTotalCompilationTime() - compiled) * 1e6 / (now - since);
            passed = (now - begun) / 1_000_000;
        } while (passed < leastMillis || (compiling > STILL_COMPILING && passed < mostMillis));
        Bench.detail(
                "warmed up for %d s (compiling takes %.0f %% of a core)"
                        .formatted(passed / 1000, 100 * compiling));
    }
}
