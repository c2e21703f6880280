package io.ostiary.gateway.edge;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections of a server hold together (attack A124).
 *
 * <p>Bytes of unanswered requests: each may have {@link #FREE}, whoever else is there, and beyond
 * those they share what the limits give. So a thousand bodies that never end cost a bounded sum,
 * and an ordinary request passes beside them. And connections themselves: each is an open file, and
 * where files run out the log cannot be written any more.
 *
 * <p>May be used by many threads.
 */
public final class EdgeLoad {

    /** More than nearly every request has: what is larger carries a policy or two. */
    static final int FREE = 8 * 1024;

    private final long mostBytes;
    private final int mostConnections;
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();

    public EdgeLoad(EdgeLimits limits) {
        this.mostBytes = limits.heldBytes();
        this.mostConnections = limits.connections();
    }

    /** Whether one more connection may stay; then {@link #leave} is called when it ends. */
    boolean enter() {
        if (connections.incrementAndGet() > mostConnections) {
            connections.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        connections.decrementAndGet();
    }

    /** What one request holds; from one thread at a time. */
    Share share() {
        return new Share();
    }

    /** The sum of what is held beyond the free bytes, for tests. */
    long sum() {
        return held.get();
    }

    final class Share {
        private long taken;
        private boolean over;

        /** Whether the request may hold so many bytes altogether; what it had it keeps. */
        boolean grow(long bytes) {
            long more = bytes - FREE - taken;
            if (over || more <= 0) {
                return !over;
            }
            if (held.addAndGet(more) > mostBytes) {
                held.addAndGet(-more);
                return false;
            }
            taken += more;
            return true;
        }

        /** Gives everything back, and may grow again. */
        void shrink() {
            if (taken > 0) {
                held.addAndGet(-taken);
                taken = 0;
            }
        }

        /** Gives everything back for good; may be called again, to no effect. */
        void release() {
            over = true;
            shrink();
        }
    }
}
