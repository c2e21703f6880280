package io.ostiary.standalone.apart;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.outcome.OutcomeEnvelope;
import io.ostiary.log.codec.CommandCodec;
import io.ostiary.log.codec.Decoded.Readable;
import io.ostiary.log.codec.OutcomeCodec;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.Topics;
import io.ostiary.standalone.LogBeginning;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/**
 * Asks the registry whether a master key is its own, for the gateway: that may read no facts, but
 * send commands and read their outcomes. To register the same key again changes nothing.
 */
final class RegistryCall {

    private static final Duration STEP = Duration.ofMillis(100);

    private RegistryCall() {}

    /**
     * @throws io.ostiary.standalone.folder.Unusable when another master key is registered
     * @throws IllegalStateException when no writer answers in time
     */
    static void requireMasterKey(ServiceLog log, String checkValue, Duration atMost) {
        var command =
                LogBeginning.registration(
                        checkValue, UUID.randomUUID().toString(), Instant.now().plus(atMost));
        int partition = AccountPartitioner.partitionOf(AccountId.REGISTRY, log.partitions());
        var outcomes = new TopicPartition(Topics.OUTCOMES, partition);
        Outcome outcome;
        try (var consumer = log.clients().reader("registry");
                var producer = log.clients().producer("registry")) {
            consumer.assign(List.of(outcomes));
            consumer.seekToEnd(List.of(outcomes));
            // Fixes where to read from, before there is anything to be read.
            consumer.position(outcomes);
            producer.send(new CommandCodec().encode(command).to(Topics.COMMANDS, partition)).get();
            outcome = outcome(consumer, command, atMost);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the log takes no commands", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the start", e);
        }
        switch (outcome) {
            case Outcome.Accepted _ -> {}
            case Outcome.Rejected _ -> throw LogBeginning.otherMasterKey();
            case Outcome.Expired _, Outcome.Outdated _, Outcome.Failed _ ->
                    throw new IllegalStateException("the registry does not answer: " + outcome);
        }
    }

    private static Outcome outcome(
            Consumer<byte[], byte[]> consumer, CommandEnvelope command, Duration atMost) {
        var codec = new OutcomeCodec();
        long until = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - until < 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(STEP)) {
                Outcome found = read(codec, command, record);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new IllegalStateException(
                "no writer has answered for "
                        + atMost.toSeconds()
                        + " s: start it, then start the gateway again");
    }

    private static @Nullable Outcome read(
            OutcomeCodec codec, CommandEnvelope command, ConsumerRecord<byte[], byte[]> record) {
        return OutcomeCodec.isFor(command.gateway(), record)
                        && codec.decode(record) instanceof Readable(OutcomeEnvelope envelope)
                        && envelope.requestId().equals(command.requestId())
                ? envelope.outcome()
                : null;
    }
}
