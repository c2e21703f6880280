package io.ostiary.writer.loop;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.AccountKey.ShreddedKey;
import io.ostiary.log.codec.AccountKey.WrappedKey;
import io.ostiary.log.codec.Decoded.Readable;
import io.ostiary.log.codec.Decoded.Unreadable;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.Topics;
import io.ostiary.state.entity.PendingFollowUp;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Taking a partition, always in this order: initTransactions (fences whoever had it), the
 * read_committed end of its events asked until no transaction is open, fold to it, start offset,
 * follow-ups that are still unanswered. Only then comes the first command.
 *
 * <p>A commit returns before its marker can be read; that is why the end is asked again, and why
 * the fold waits by position.
 */
final class Takeover {

    static final String FILLER = "filler";

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ASK_AGAIN = Duration.ofMillis(2);

    /** The writer's timeout, and time for the broker to look and to write the marker. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(15);

    private static final int FILLERS_AT_ONCE = 1_000;

    private final int partition;
    private final int partitions;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final History history;
    private final AccountKeyring keyring;
    private final LogCodecs codecs;

    Takeover(
            int partition,
            int partitions,
            Admin admin,
            Producer<byte[], byte[]> producer,
            History history,
            AccountKeyring keyring,
            LogCodecs codecs) {
        this.partition = partition;
        this.partitions = partitions;
        this.admin = admin;
        this.producer = producer;
        this.history = history;
        this.keyring = keyring;
        this.codecs = codecs;
    }

    /**
     * @param reader for events and keys; assigned and left by this method
     * @param commands has the writer's group; left at the start offset
     * @return the id of iam.commands, for the sources of events
     */
    String run(Consumer<byte[], byte[]> reader, Consumer<byte[], byte[]> commands)
            throws InterruptedException {
        producer.initTransactions();
        foldKeys(reader);
        foldEvents(reader);
        String topicId = commandsTopicId();
        long start = startOffset(commands, topicId);
        fillUpTo(start);
        var assigned = of(Topics.COMMANDS);
        commands.assign(Set.of(assigned));
        commands.seek(assigned, start);
        sendPendingFollowUps();
        return topicId;
    }

    private void foldKeys(Consumer<byte[], byte[]> reader) throws InterruptedException {
        read(
                reader,
                of(Topics.ACCOUNT_KEYS),
                quietEnd(of(Topics.ACCOUNT_KEYS)),
                0,
                record -> {
                    if (codecs.accountKeys().decode(record) instanceof Readable(var read)) {
                        switch (read.key()) {
                            case WrappedKey key -> keyring.fold(read.account(), key);
                            case ShreddedKey _ -> keyring.shred(read.account());
                        }
                    } else {
                        LOG.error("unreadable data key at offset {}", record.offset());
                    }
                });
    }

    private void foldEvents(Consumer<byte[], byte[]> reader) throws InterruptedException {
        long end = quietEnd(of(Topics.EVENTS));
        if (history.position() > end) {
            LOG.error("iam.events-{} ends at {}: folded again", partition, end);
            history.reset();
        }
        read(reader, of(Topics.EVENTS), end, history.position(), this::foldEvent);
        history.moveTo(end);
    }

    /** Moves with each record: a takeover that is cut short is not begun again from its start. */
    private void foldEvent(ConsumerRecord<byte[], byte[]> record) {
        foldReadable(record);
        history.moveTo(record.offset() + 1);
    }

    private void foldReadable(ConsumerRecord<byte[], byte[]> record) {
        switch (codecs.events().decode(record)) {
            case Readable(EventEnvelope event) -> {
                if (AccountPartitioner.partitionOf(event.account(), partitions) != partition) {
                    throw new HaltedPartition(partition, record.offset(), "wrong partition");
                }
                history.sourceSeen(event.source());
                if (!history.isRefused(event.account())) {
                    try {
                        history.fold(event);
                    } catch (RuntimeException e) {
                        refuse(event.account(), record.offset(), e.toString());
                    }
                }
            }
            case Unreadable<EventEnvelope> unreadable -> {
                AccountId account = unreadable.account();
                if (account == null) {
                    throw new HaltedPartition(partition, record.offset(), unreadable.message());
                }
                // A newer writer's, perhaps; its command was decided all the same.
                EventEnvelope.Source source = EventCodec.sourceOf(record);
                if (source != null) {
                    history.sourceSeen(source);
                }
                refuse(account, record.offset(), unreadable.message());
            }
        }
    }

    private void refuse(AccountId account, long offset, String why) {
        LOG.error(
                "account {} is refused from iam.events-{} offset {}: {}",
                account,
                partition,
                offset,
                why);
        history.refuse(account);
    }

    private void read(
            Consumer<byte[], byte[]> reader,
            TopicPartition from,
            long end,
            long position,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        reader.assign(Set.of(from));
        long begin = position == 0 ? offset(from, OffsetSpec.earliest(), true) : position;
        reader.seek(from, Math.min(begin, end));
        while (reader.position(from) < end) {
            reader.poll(POLL).records(from).forEach(each);
        }
        reader.unsubscribe();
    }

    /**
     * An end at which no transaction is open. Ours was ended by initTransactions; its marker may
     * still be on its way.
     *
     * @throws KafkaException when one stays open for longer than any may: its coordinator has lost
     *     it, and nothing behind it can be read
     */
    private long quietEnd(TopicPartition of) throws InterruptedException {
        long until = System.nanoTime() + LONGEST_TRANSACTION.toNanos();
        while (true) {
            long committed = offset(of, OffsetSpec.latest(), true);
            if (committed == offset(of, OffsetSpec.latest(), false)) {
                return committed;
            }
            if (System.nanoTime() - until >= 0) {
                throw new TimeoutException("a transaction stays open at " + of + "@" + committed);
            }
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN.toMillis());
        }
    }

    private long offset(TopicPartition of, OffsetSpec spec, boolean committed) {
        var isolation = committed ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED;
        return answer(
                        admin.listOffsets(Map.of(of, spec), new ListOffsetsOptions(isolation))
                                .partitionResult(of))
                .offset();
    }

    /**
     * The larger of the committed offset and the last source + 1. Where events exist, a missing
     * committed offset says nothing; where neither exists nothing was ever decided.
     */
    private long startOffset(Consumer<byte[], byte[]> commands, String topicId) {
        var source = of(Topics.COMMANDS);
        OffsetAndMetadata committed = commands.committed(Set.of(source)).get(source);
        var last = history.lastSource();
        if (last != null && !last.topicId().equals(topicId)) {
            // The topic was made anew: offsets of the old one mean nothing in it.
            LOG.warn("iam.commands has another id than the last event's; taken from its beginning");
            return offset(source, OffsetSpec.earliest(), true);
        }
        long start = committed == null ? 0 : committed.offset();
        if (last != null) {
            start = Math.max(start, last.offset() + 1);
        }
        return Math.max(start, offset(source, OffsetSpec.earliest(), true));
    }

    /**
     * After a power cut iam.commands may end below the start, since its appends are not flushed one
     * by one. New commands would take offsets that count as decided: fillers take them instead.
     */
    private void fillUpTo(long start) {
        var tail = of(Topics.COMMANDS);
        long end = offset(tail, OffsetSpec.latest(), false);
        while (end < start) {
            LOG.warn("iam.commands-{} ends at {}, filled up to {}", partition, end, start);
            producer.beginTransaction();
            for (long i = end; i < start && i < end + FILLERS_AT_ONCE; i++) {
                var filler =
                        new ProducerRecord<byte[], byte[]>(tail.topic(), partition, null, null);
                filler.headers().add(FILLER, new byte[0]);
                producer.send(filler);
            }
            producer.commitTransaction();
            end = offset(tail, OffsetSpec.latest(), false);
        }
    }

    private void sendPendingFollowUps() {
        List<CommandEnvelope> pending = new ArrayList<>();
        for (AccountHistory known : history.accounts()) {
            AccountState account = known.state();
            if (history.isRefused(account.id())) {
                // The answer may be the very event that cannot be read.
                continue;
            }
            for (PendingFollowUp each : account.scan(Table.PENDING_FOLLOW_UPS, "")) {
                pending.add(Batch.followUp(account.id(), each.id(), each.target(), each.command()));
            }
        }
        if (pending.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        for (CommandEnvelope each : pending) {
            int target = AccountPartitioner.partitionOf(each.account(), partitions);
            producer.send(codecs.commands().encode(each).to(Topics.COMMANDS, target));
        }
        producer.commitTransaction();
    }

    private String commandsTopicId() {
        var described = answer(admin.describeTopics(List.of(Topics.COMMANDS)).allTopicNames());
        var commands = described.get(Topics.COMMANDS);
        if (commands == null) {
            throw new KafkaException("the cluster did not describe " + Topics.COMMANDS);
        }
        return commands.topicId().toString();
    }

    private TopicPartition of(String topic) {
        return new TopicPartition(topic, partition);
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
