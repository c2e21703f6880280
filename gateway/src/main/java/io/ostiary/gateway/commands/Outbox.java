package io.ostiary.gateway.commands;

import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.pipeline.CommandSender.Delivery;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Hands commands to the log on their callers' threads, which never wait: event loops must not. A
 * command that the producer cannot take at once (its metadata are gone, its buffer is full) is
 * tried again by a thread of ours, for five seconds; others may overtake it. What becomes of one
 * that is not acknowledged is told to those who await it. May be used by many threads.
 */
final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    static final Delivery STOPPING =
            new Delivery.NotSent(
                    CommonError.unavailable("The service is stopping. Nothing was changed."));
    private static final Delivery NOT_TAKEN =
            new Delivery.NotSent(
                    CommonError.unavailable(
                            "The service could not process the request in time. Nothing was"
                                    + " changed."));
    private static final Delivery TOO_LARGE =
            new Delivery.NotSent(CommonError.validation("The request is too large."));

    /** How long a command, or a start, waits for the producer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** Of what nobody awaits, so many may be on their way into the log. */
    static final int MAX_OFFERED = 256;

    private final Producer<byte[], byte[]> producer;
    private final AtomicInteger offered = new AtomicInteger();
    private final PendingCommands pending;
    private final LongSupplier nanoTime;
    private final ExecutorService waiting =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("gateway-commands").daemon().factory());

    /**
     * @param producer one that fails at once where it would wait; closed with this
     */
    Outbox(Producer<byte[], byte[]> producer, PendingCommands pending, LongSupplier nanoTime) {
        this.producer = producer;
        this.pending = pending;
        this.nanoTime = nanoTime;
    }

    /** Waits for the topic's metadata; throws a KafkaException when the log does not answer. */
    int countPartitions(String topic) {
        long since = nanoTime.getAsLong();
        while (true) {
            try {
                return producer.partitionsFor(topic).size();
            } catch (TimeoutException e) {
                if (isOver(since) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    void send(ProducerRecord<byte[], byte[]> command, PendingCommands.Pending awaited) {
        if (!isTaken(command, awaited)) {
            long since = nanoTime.getAsLong();
            try {
                waiting.execute(() -> takeLater(command, awaited, since));
            } catch (RejectedExecutionException _) {
                pending.complete(awaited, STOPPING);
            }
        }
    }

    /**
     * Sends what nobody awaits at once or not at all, and only so many before they are in the log.
     *
     * @return false when it was not sent
     */
    boolean offer(ProducerRecord<byte[], byte[]> command) {
        if (offered.incrementAndGet() > MAX_OFFERED) {
            offered.decrementAndGet();
            return false;
        }
        Thread caller = Thread.currentThread();
        var refused = new AtomicBoolean();
        try {
            producer.send(
                    command,
                    (_, failure) -> {
                        offered.decrementAndGet();
                        if (failure != null && Thread.currentThread() == caller) {
                            refused.set(true);
                        }
                    });
        } catch (RuntimeException e) {
            // It was closed, or is broken: those who await their commands are told.
            LOG.debug("not sent: {}", e.toString());
            offered.decrementAndGet();
            return false;
        }
        return !refused.get();
    }

    private boolean isOver(long since) {
        return nanoTime.getAsLong() - since >= PATIENCE.toNanos();
    }

    /** In the order of their coming; one that its caller has given up on is sent no more. */
    private void takeLater(
            ProducerRecord<byte[], byte[]> command, PendingCommands.Pending awaited, long since) {
        while (!isOver(since)) {
            if (awaited.delivery().isDone() || isTaken(command, awaited)) {
                return;
            }
            LockSupport.parkNanos(PAUSE);
        }
        pending.complete(awaited, NOT_TAKEN);
    }

    /** False when the producer would have to wait; then nothing is sent. */
    private boolean isTaken(
            ProducerRecord<byte[], byte[]> command, PendingCommands.Pending awaited) {
        Thread caller = Thread.currentThread();
        var taken = new AtomicBoolean(true);
        try {
            producer.send(
                    command,
                    (_, failure) -> {
                        // What fails later, on the producer's own thread, may have been sent.
                        if (failure instanceof TimeoutException
                                && Thread.currentThread() == caller) {
                            taken.set(false);
                        } else if (failure != null) {
                            notAcknowledged(awaited, failure);
                        }
                    });
        } catch (IllegalStateException _) {
            // It was closed: nothing was sent.
            pending.complete(awaited, STOPPING);
        } catch (RuntimeException e) {
            notAcknowledged(awaited, e);
        }
        return taken.get();
    }

    /** Whether it lies in the log is not known, unless it was too large to be sent at all. */
    private void notAcknowledged(PendingCommands.Pending awaited, Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            pending.complete(awaited, TOO_LARGE);
            return;
        }
        LOG.warn("a command was not acknowledged: {}", failure.toString());
        pending.complete(awaited, new Delivery.Unknown());
    }

    /** Takes no more, lets what waits go out within its patience, and stops. */
    @Override
    public void close() {
        waiting.shutdown();
        try {
            if (!waiting.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("commands still waited for the log at the stop");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSING);
    }
}
