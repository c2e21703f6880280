package io.ostiary.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started, to be closed in the opposite order: first who takes requests, last the broker.
 * A part that does not close is logged and keeps none of the others.
 */
public final class Closing implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Closing.class);

    private final Deque<Part> parts = new ArrayDeque<>();

    private record Part(String name, AutoCloseable closeable) {}

    /** Gives back what it was given. */
    public synchronized <T extends AutoCloseable> T add(String name, T closeable) {
        parts.push(new Part(name, closeable));
        return closeable;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.closeable().close();
            } catch (Exception e) { // AutoCloseable declares it
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                log.error("{} did not close cleanly", part.name(), e);
            }
        }
    }
}
