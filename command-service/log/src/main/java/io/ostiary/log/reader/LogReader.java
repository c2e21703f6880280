package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.topic.LogClients;

import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One reader of iam.events: a thread that folds every partition into a sink, and again and again
 * proves that it has reached the end ("Read your writes, on every reader" on the architecture
 * page). Before the first proof, and when the last one is older than the lease, the sink may answer
 * nothing.
 *
 * <p>The log's absence never ends it; it tries again until it is closed. Only a sink that can store
 * nothing does.
 */
public final class LogReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ReaderConfig config;
    private final LogClients clients;
    private final Sink sink;
    private final @Nullable KeySink keys;
    private final LeaseClock clock;
    private final Reporting reporting;
    private final Progress progress;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private volatile @Nullable Session session;
    private volatile Lease lease = Lease.NONE;
    private volatile @Nullable String trouble = "starting";

    /**
     * @param keys null for a reader that opens no secrets
     */
    public LogReader(
            ReaderConfig config,
            LogClients clients,
            Sink sink,
            @Nullable KeySink keys,
            LeaseClock clock,
            Reporting reporting) {
        this.config = config;
        this.clients = clients;
        this.sink = sink;
        this.keys = keys;
        this.clock = clock;
        this.reporting = reporting;
        this.progress = new Progress(sink::revision, this::isRefused);
        this.thread = Thread.ofPlatform().name("reader-" + config.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Completes with the first lease; exceptionally when the reader stops before. */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /** The newest lease; {@link Lease#NONE} before the first. */
    public Lease lease() {
        return lease;
    }

    public boolean mayAnswer(AccountId account) {
        return lease.holds(clock) && !isRefused(account);
    }

    /** Whether the account, or its partition, is read no further. */
    public boolean isRefused(AccountId account) {
        Session current = session;
        return current != null && current.folding().isRefused(account);
    }

    public Progress progress() {
        return progress;
    }

    public Duration leaseLength() {
        return config.lease();
    }

    public Health health() {
        Session current = session;
        boolean running = thread.isAlive();
        if (current == null) {
            return new Health(running, false, List.of(), List.of(), Map.of(), 0, trouble);
        }
        return new Health(
                running,
                lease.holds(clock),
                current.folding().halts(),
                current.folding().refusals(),
                current.positions(),
                current.behind(),
                trouble);
    }

    private void run() {
        try {
            while (!closing.get()) {
                runSession();
            }
            if (lease.granted()) {
                publish(Lease.NONE);
            }
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            // The sink is broken, or we are: nothing is answered any more.
            LOG.error("reader {} stopped", config.name(), e);
            trouble = "stopped: " + e.getClass().getName();
            publish(Lease.NONE);
            ready.completeExceptionally(e);
            ended.completeExceptionally(e);
        } finally {
            progress.advancedAll();
        }
    }

    /** From opening the log to losing it. */
    private void runSession() {
        try (Session opened = Session.open(config, clients, sink, keys, reporting, closing::get)) {
            session = opened;
            progress.advancedAll();
            var prover = new Prover(config, opened, reporting, clock, this::publish);
            while (!closing.get()) {
                try {
                    opened.poll(prover.untilNextProbe()).forEach(this::advanced);
                    prover.advance(lease);
                    wellAgain();
                } catch (OffsetOutOfRangeException e) {
                    // The log is shorter than what we have read of it: it is another one now.
                    LOG.error("reader {}: the log was cut; folding it again", config.name(), e);
                    publish(Lease.NONE);
                    sink.restart();
                    return;
                } catch (WakeupException _) {
                    // Closing; the loop's condition says so.
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    prover.forget();
                    // What was folded before the trouble is folded.
                    progress.advancedAll();
                    pause(e);
                }
            }
            if (lease.granted()) {
                publish(Lease.NONE);
                reporting.leave();
            }
        } catch (WakeupException _) {
            // Closing.
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            pause(e);
        }
    }

    private void advanced(Integer partition, Map<AccountId, Long> accounts) {
        Session current = session;
        progress.advanced(accounts.keySet());
        if (current != null && current.folding().isHalted(partition)) {
            progress.advancedAll();
        }
    }

    private void publish(Lease newLease) {
        lease = newLease;
        sink.lease(newLease);
        if (newLease.granted()) {
            ready.complete(null);
        }
    }

    private void wellAgain() {
        if (trouble != null) {
            LOG.info("reader {} reads the log", config.name());
            trouble = null;
        }
    }

    private void pause(KafkaException e) {
        if (trouble == null || session == null) {
            LOG.warn("reader {} cannot read the log; trying again", config.name(), e);
        }
        trouble = e.getClass().getSimpleName();
        try {
            synchronized (closing) {
                if (!closing.get()) {
                    closing.wait(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** Takes the lease back, says that it leaves, and waits for the thread. */
    @Override
    public void close() {
        synchronized (closing) {
            closing.set(true);
            closing.notifyAll();
        }
        Session current = session;
        if (current != null) {
            current.wakeup();
        }
        if (thread.isAlive()) {
            ended.handle((_, _) -> true).join();
        }
        ready.completeExceptionally(new IllegalStateException("the reader was closed"));
    }
}
