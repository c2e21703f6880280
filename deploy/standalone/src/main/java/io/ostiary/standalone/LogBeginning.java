package io.ostiary.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.HistoryCommand.RegisterMasterKey;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.RegistryEvent.MasterKeyRegistered;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.CommandCodec;
import io.ostiary.log.codec.Decoded.Readable;
import io.ostiary.log.codec.Decoded.Unreadable;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;
import io.ostiary.standalone.folder.Unusable;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * What every log begins with: the check value of the master key that it is sealed under, and the
 * first account. Both lie at the start of their histories, so looking for them reads a handful of
 * records, however long the log is; only what is not there yet is looked for to the end.
 *
 * <p>For a user that may read iam.events. A process asks before it starts anything that writes or
 * opens seals, so that one with another master key leaves no trace.
 */
public final class LogBeginning implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final int partitions;
    private final EventCodec events = new EventCodec();

    public LogBeginning(LogClients clients, int partitions) {
        this.consumer = clients.reader("beginning");
        this.partitions = partitions;
    }

    /**
     * False when no master key is registered yet.
     *
     * @throws Unusable when another one is
     */
    public boolean isRegistered(String checkValue) {
        return matches(find(AccountId.REGISTRY, LogBeginning::checkValue, null), checkValue);
    }

    /**
     * As {@link #isRegistered}, but waits until one is.
     *
     * @throws Unusable also when none was in time
     */
    public void awaitRegistered(String checkValue, Duration atMost) {
        if (!matches(find(AccountId.REGISTRY, LogBeginning::checkValue, atMost), checkValue)) {
            throw new Unusable(
                    "no master key is registered in this log after "
                            + atMost.toSeconds()
                            + " s: start the writer, which does it at its first start");
        }
    }

    public boolean isOpen(AccountId account) {
        return find(account, LogBeginning::opened, null) != null;
    }

    /**
     * Registers the key and opens the account where that was not done, and returns when both are in
     * the log. The partitions must be served by a writer.
     *
     * @param writer may write iam.commands
     * @param first null when it is nobody's business here
     * @throws Unusable when another master key was registered meanwhile
     * @throws IllegalStateException when no writer did it in time
     */
    public void complete(
            LogClients writer, String checkValue, @Nullable FirstAccount first, Duration atMost) {
        if (!isRegistered(checkValue)) {
            send(writer, registration(checkValue, "", null));
            // Before the account: its key must not be wrapped by a writer that is not ours.
            awaitRegistered(checkValue, atMost);
        }
        if (first != null && !isOpen(first.account())) {
            send(writer, first.request());
            if (find(first.account(), LogBeginning::opened, atMost) == null) {
                throw new IllegalStateException(
                        "account " + first.account() + " was not opened in time");
            }
        }
    }

    /**
     * Asks for a master key to be registered, if none is, and does not wait: the first writer does
     * it before anything else.
     *
     * @throws Unusable when another one is
     */
    public void request(LogClients clients, String checkValue) {
        if (!isRegistered(checkValue)) {
            send(clients, registration(checkValue, "", null));
        }
    }

    private void send(LogClients clients, CommandEnvelope command) {
        int partition = AccountPartitioner.partitionOf(AccountId.REGISTRY, partitions);
        try (var producer = clients.producer("beginning")) {
            producer.send(new CommandCodec().encode(command).to(Topics.COMMANDS, partition)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("the log takes no commands", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the first start", e);
        }
    }

    /**
     * The request to register a master key; the answer tells whether it is the registry's.
     *
     * @param gateway who awaits the outcome; empty for nobody
     * @param deadline past it nothing happens; null: it must
     */
    public static CommandEnvelope registration(
            String checkValue, String gateway, @Nullable Instant deadline) {
        var requestId = "master-key" + (gateway.isEmpty() ? "" : "-" + gateway);
        return new CommandEnvelope(
                AccountId.REGISTRY,
                requestId,
                gateway,
                deadline,
                Actor.system(AccountId.REGISTRY),
                Judgement.HOUSE,
                Map.of(),
                null,
                new RegisterMasterKey(requestId, checkValue));
    }

    /** What a process says that has another master key than the log. */
    public static Unusable otherMasterKey() {
        return new Unusable(
                "this log was begun with another master key: nothing in it could be opened, so"
                        + " nothing is started. Restore the key file that belongs to it");
    }

    private static boolean matches(@Nullable String found, String own) {
        if (found == null) {
            return false;
        }
        if (!MessageDigest.isEqual(found.getBytes(UTF_8), own.getBytes(UTF_8))) {
            throw otherMasterKey();
        }
        return true;
    }

    private static @Nullable String checkValue(Event event) {
        return event instanceof MasterKeyRegistered(String value) ? value : null;
    }

    private static @Nullable AccountId opened(Event event) {
        return event instanceof AccountOpened opened ? opened.account() : null;
    }

    /**
     * The first fact of this kind in the account's history.
     *
     * @param atMost how long to wait for it; null: look as far as the log goes now
     */
    private <T> @Nullable T find(
            AccountId account, Function<Event, @Nullable T> fact, @Nullable Duration atMost) {
        var partition =
                new TopicPartition(
                        Topics.EVENTS, AccountPartitioner.partitionOf(account, partitions));
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long until = atMost == null ? 0 : System.nanoTime() + atMost.toNanos();
        while (atMost == null
                ? consumer.position(partition) < end
                : System.nanoTime() - until < 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(STEP)) {
                if (Arrays.equals(record.key(), account.value().getBytes(UTF_8))) {
                    T found = fact.apply(read(record));
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /** What cannot be read may be the very fact: nothing is assumed about it. */
    private Event read(ConsumerRecord<byte[], byte[]> record) {
        return switch (events.decode(record)) {
            case Readable(EventEnvelope envelope) -> envelope.event();
            case Unreadable<EventEnvelope> unreadable ->
                    throw new IllegalStateException(
                            "iam.events-%d offset %d cannot be read: %s"
                                    .formatted(
                                            record.partition(),
                                            record.offset(),
                                            unreadable.message()));
        };
    }

    @Override
    public void close() {
        consumer.close();
    }
}
