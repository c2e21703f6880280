package io.ostiary.gateway.commands;

import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.pipeline.AuthorizedCommand;
import io.ostiary.gateway.pipeline.CommandSender;
import io.ostiary.log.codec.CommandCodec;
import io.ostiary.log.codec.EncodedRecord;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sends commands to iam.commands, each once, and completes them with what iam.outcomes says of
 * them. The reading position is fixed before the first command is sent, so no outcome is missed.
 * May be used by many threads after {@link #start}.
 *
 * <p>A producer may block (its first metadata, a full buffer), an event loop must not: one thread
 * of ours does all sending, in order.
 */
public final class KafkaCommands implements CommandSender, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommands.class);

    private static final Delivery THROTTLED =
            new Delivery.NotSent(new CommonError(CommonError.Kind.THROTTLING, "Rate exceeded"));
    private static final Delivery STOPPING =
            new Delivery.NotSent(
                    CommonError.unavailable("The service is stopping. Nothing was changed."));
    private static final Delivery TOO_LARGE =
            new Delivery.NotSent(CommonError.validation("The request is too large."));

    private final String instanceId = UUID.randomUUID().toString();
    private final LogClients clients;
    private final CommandSettings settings;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final CommandCodec codec = new CommandCodec();
    private final PendingCommands pending;
    private final Producer<byte[], byte[]> producer;
    private final OutcomeReader outcomes;
    private final ExecutorService sending =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("gateway-commands").daemon().factory());
    private volatile boolean open;
    private int partitions;

    public KafkaCommands(LogClients clients, CommandSettings settings, InstantSource clock) {
        this(clients, settings, clock, System::nanoTime);
    }

    KafkaCommands(
            LogClients clients,
            CommandSettings settings,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.clients = clients;
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.pending = new PendingCommands(settings.maxInFlight());
        this.producer = clients.producer("gateway-commands");
        this.outcomes = new OutcomeReader(instanceId, pending, nanoTime);
    }

    /** Waits for the topics' partitions; throws a KafkaException when the log does not answer. */
    public void start() {
        partitions = producer.partitionsFor(Topics.COMMANDS).size();
        outcomes.start(clients.reader("gateway-outcomes"));
        open = true;
    }

    /** A fresh one at every start: outcomes of an earlier life are nobody's. */
    public String instanceId() {
        return instanceId;
    }

    /** How many outcomes are awaited. */
    public int inFlight() {
        return pending.size();
    }

    /** Whether outcomes are being read. */
    public boolean isHealthy() {
        return open && outcomes.isReading();
    }

    @Override
    public CompletionStage<Delivery> send(AuthorizedCommand command) {
        if (!open) {
            return CompletableFuture.completedFuture(STOPPING);
        }
        long endsAt = nanoTime.getAsLong() + settings.deadline().plus(settings.margin()).toNanos();
        PendingCommands.Pending awaited =
                pending.add(command.account(), command.requestId(), endsAt);
        if (awaited == null) {
            return CompletableFuture.completedFuture(THROTTLED);
        }
        EncodedRecord record =
                codec.encode(
                        command.envelope(instanceId, clock.instant().plus(settings.deadline())));
        try {
            sending.execute(() -> produce(record, awaited));
        } catch (RejectedExecutionException _) {
            pending.complete(awaited, STOPPING);
        }
        return awaited.delivery();
    }

    private void produce(EncodedRecord record, PendingCommands.Pending awaited) {
        int partition = AccountPartitioner.partitionOf(record.account(), partitions);
        try {
            producer.send(
                    record.to(Topics.COMMANDS, partition),
                    (_, failure) -> {
                        if (failure != null) {
                            notAcknowledged(awaited, failure);
                        }
                    });
        } catch (RuntimeException e) {
            notAcknowledged(awaited, e);
        }
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

    /** Takes no more commands, lets those on their way end within their time, and stops. */
    @Override
    public void close() {
        open = false;
        sending.shutdown();
        try {
            Duration most = settings.deadline().plus(settings.margin());
            if (!sending.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("commands were still being sent at the stop");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
        outcomes.close();
        pending.abandon();
    }
}
