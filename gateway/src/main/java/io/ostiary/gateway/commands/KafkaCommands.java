package io.ostiary.gateway.commands;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.HistoryCommand.ShredClosedAccount;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.gateway.pipeline.AuthorizedCommand;
import io.ostiary.gateway.pipeline.CommandSender;
import io.ostiary.gateway.pipeline.UseSender;
import io.ostiary.gateway.pipeline.VerifiedUse;
import io.ostiary.log.codec.CommandCodec;
import io.ostiary.log.codec.EncodedRecord;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Sends commands to iam.commands, once for each call, and completes them with what iam.outcomes
 * says of them. The reading position is fixed before the first command is sent, so no outcome is
 * missed. May be used by many threads after {@link #start}.
 */
public final class KafkaCommands implements CommandSender, UseSender, AutoCloseable {

    private static final Delivery THROTTLED =
            new Delivery.NotSent(new CommonError(CommonError.Kind.THROTTLING, "Rate exceeded"));

    private static final int ROOM_FOR_USES = 4;

    private final String instanceId = UUID.randomUUID().toString();
    private final LogClients clients;
    private final CommandSettings settings;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final CommandCodec codec = new CommandCodec();
    private final PendingCommands pending;
    private final Outbox outbox;
    private final OutcomeReader outcomes;
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
        this.outbox = new Outbox(clients.impatientProducer("gateway-commands"), pending, nanoTime);
        this.outcomes = new OutcomeReader(instanceId, pending, nanoTime);
    }

    /** Waits for the topics' partitions; throws a KafkaException when the log does not answer. */
    public void start() {
        partitions = outbox.countPartitions(Topics.COMMANDS);
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
        return send(
                command.account(),
                command.requestId(),
                deadline -> command.envelope(instanceId, deadline));
    }

    /** As one of the house's own: ends a closed account, if its writer finds that it is time. */
    public CompletionStage<Delivery> shred(AccountId account) {
        String requestId = UUID.randomUUID().toString();
        return send(
                account,
                requestId,
                deadline ->
                        CommandEnvelope.ofHouse(
                                account,
                                requestId,
                                instanceId,
                                deadline,
                                account,
                                new ShredClosedAccount(requestId)));
    }

    private CompletionStage<Delivery> send(
            AccountId account, String requestId, Function<Instant, CommandEnvelope> envelope) {
        if (!open) {
            return CompletableFuture.completedFuture(Outbox.STOPPING);
        }
        long endsAt = nanoTime.getAsLong() + settings.deadline().plus(settings.margin()).toNanos();
        PendingCommands.Pending awaited = pending.add(account, requestId, endsAt);
        if (awaited == null) {
            return CompletableFuture.completedFuture(THROTTLED);
        }
        EncodedRecord record =
                codec.encode(envelope.apply(clock.instant().plus(settings.deadline())));
        int partition = AccountPartitioner.partitionOf(record.account(), partitions);
        outbox.send(record.to(Topics.COMMANDS, partition), awaited);
        return awaited.delivery();
    }

    /** Callers' commands come first: uses are dropped while a part of the room is taken. */
    @Override
    public boolean offer(VerifiedUse use) {
        if (!open || pending.size() > settings.maxInFlight() / ROOM_FOR_USES) {
            return false;
        }
        EncodedRecord record =
                codec.encode(use.envelope(clock.instant().plus(settings.deadline())));
        return outbox.offer(
                record.to(
                        Topics.COMMANDS,
                        AccountPartitioner.partitionOf(use.account(), partitions)));
    }

    /**
     * Takes no more commands, lets those that wait for the log go out, and gives up on the rest.
     */
    @Override
    public void close() {
        open = false;
        outbox.close();
        outcomes.close();
        pending.abandon();
    }
}
