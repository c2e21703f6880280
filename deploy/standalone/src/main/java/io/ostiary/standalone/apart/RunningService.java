package io.ostiary.standalone.apart;

import io.ostiary.sealing.KeyRole;
import io.ostiary.standalone.Closing;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** One service that serves, until it is closed. */
public final class RunningService implements AutoCloseable {

    private final KeyRole role;
    private final @Nullable HostPort address;
    private final BooleanSupplier running;
    private final Closing closing;

    /** What a service's start comes to. */
    record Parts(@Nullable HostPort address, BooleanSupplier running) {}

    private RunningService(KeyRole role, Parts parts, Closing closing) {
        this.role = role;
        this.address = parts.address();
        this.running = parts.running();
        this.closing = closing;
    }

    /** Closes whatever was started when the start fails. */
    static RunningService start(KeyRole role, Function<Closing, Parts> graph) {
        var closing = new Closing();
        try {
            return new RunningService(role, graph.apply(closing), closing);
        } catch (Throwable e) { // also what libraries throw without declaring it
            closing.close();
            throw e;
        }
    }

    /** Waits for something that is there in time or not at all. */
    static void await(CompletableFuture<Void> ready, Duration patience, String what) {
        await(ready, patience, () -> "", what);
    }

    /**
     * Waits as long as it gets further: a long log takes as long as it takes.
     *
     * @param patience how long nothing may happen
     * @param reached how far it is; not null, and equal as long as nothing has happened
     * @param what failed, if it does
     */
    static void await(
            CompletableFuture<Void> ready, Duration patience, Supplier<?> reached, String what) {
        Object before = reached.get();
        while (true) {
            try {
                ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                Object now = reached.get();
                if (now.equals(before)) {
                    throw new IllegalStateException(what, e);
                }
                before = now;
            } catch (ExecutionException e) {
                throw new IllegalStateException(what, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted during the start", e);
            }
        }
    }

    public String name() {
        return KeyFile.name(role);
    }

    /** Where it listens; null for a service that nobody calls. */
    public @Nullable HostPort address() {
        return address;
    }

    /** False when it has ended by itself, so that only a new start helps; the log says why. */
    public boolean isRunning() {
        return running.getAsBoolean();
    }

    @Override
    public void close() {
        closing.close();
    }
}
