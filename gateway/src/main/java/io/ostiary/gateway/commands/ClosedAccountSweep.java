package io.ostiary.gateway.commands;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Now and then, sends every closed account whose time seems to be over the command that ends it.
 * The account's writer decides whether it is; every gateway may ask, and as often as it likes.
 */
public final class ClosedAccountSweep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClosedAccountSweep.class);
    private static final Duration EVERY = Duration.ofHours(1);

    /** The next sweep takes the others: callers' commands have the room. */
    private static final int AT_ONCE = 100;

    private static final Duration FIRST = Duration.ofMinutes(1);

    private final Engine engine;
    private final Consumer<AccountId> shred;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("closed-account-sweep").daemon().factory());

    /**
     * @param shred sends the command, and waits for nothing
     */
    public ClosedAccountSweep(Engine engine, Consumer<AccountId> shred, InstantSource clock) {
        this.engine = engine;
        this.shred = shred;
        this.clock = clock;
    }

    public void start() {
        timer.scheduleWithFixedDelay(
                this::sweep, FIRST.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Never throws: what fails is tried again by the next one. */
    public void sweep() {
        try {
            engine.closedAccounts(clock.instant())
                    .whenComplete(
                            (accounts, failure) -> {
                                if (failure != null) {
                                    LOG.warn("closed accounts could not be asked for", failure);
                                } else {
                                    accounts.stream().limit(AT_ONCE).forEach(shred);
                                }
                            });
        } catch (RuntimeException e) {
            LOG.warn("closed accounts could not be asked for", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
