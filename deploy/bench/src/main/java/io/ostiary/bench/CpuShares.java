package io.ostiary.bench;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/**
 * Who takes the machine's CPU while we measure: this process, or others, which spoil what we see.
 */
final class CpuShares {

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long ownNanos = system.getProcessCpuTime();
    private long wallNanos = System.nanoTime();
    private long askedNanos = ownNanos;

    CpuShares() {
        // The first answer is of the time before.
        system.getCpuLoad();
    }

    /** CPU time of this process since the last call, in microseconds: noise changes it little. */
    double ownMicros() {
        long own = system.getProcessCpuTime();
        double since = (own - askedNanos) / 1e3;
        askedNanos = own;
        return since;
    }

    /** What other processes took since the last call, in percent of all cores. */
    long othersPercent() {
        double all = system.getCpuLoad();
        long own = system.getProcessCpuTime();
        long wall = System.nanoTime();
        double ours = (double) (own - ownNanos) / (wall - wallNanos);
        ownNanos = own;
        wallNanos = wall;
        return Math.max(0, Math.round(100 * (all - ours / system.getAvailableProcessors())));
    }
}
