package io.ostiary.standalone.cli;

import io.ostiary.standalone.Progress;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;

/** A line for each step, with the time since the process began. */
final class ConsoleProgress implements Progress {
    private final PrintWriter out;
    private final InstantSource clock;
    private final long begunMillis;

    ConsoleProgress(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.begunMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    @Override
    public void step(String what) {
        out.println("  " + elapsed() + "  " + what);
        out.flush();
    }

    /** Such as "2.9 s". */
    String elapsed() {
        var tenths = Duration.ofMillis(clock.millis() - begunMillis).toMillis() / 100;
        return "%3d.%d s".formatted(tenths / 10, tenths % 10);
    }
}
