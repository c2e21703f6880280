package io.ostiary.log.reader;

import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.log.codec.AccountKeyCodec;
import io.ostiary.log.codec.AccountKeyCodec.AccountKeyRecord;
import io.ostiary.log.codec.Decoded;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Reads iam.account-keys beside the events, on the same consumer. The event that opens an account
 * and its key are written in one transaction, but may become readable one after the other: the
 * event waits for the key.
 */
final class KeyFollower {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFollower.class);
    private static final Duration STEP = Duration.ofMillis(20);

    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final KeySink sink;
    private final List<TopicPartition> partitions;
    private final List<TopicPartition> events;
    private final AccountKeyCodec codec = new AccountKeyCodec();

    KeyFollower(
            Consumer<byte[], byte[]> consumer,
            Admin admin,
            KeySink sink,
            List<TopicPartition> partitions,
            List<TopicPartition> events) {
        this.consumer = consumer;
        this.admin = admin;
        this.sink = sink;
        this.partitions = partitions;
        this.events = events;
    }

    /** All keys there are, before the first event. */
    void catchUp(BooleanSupplier closing) {
        consumer.seekToBeginning(partitions);
        readTo(consumer.endOffsets(partitions), closing);
    }

    void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : partitions) {
            records.records(partition).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (codec.decode(record)) {
            case Decoded.Readable<AccountKeyRecord>(AccountKeyRecord key) ->
                    sink.accountKey(key.account(), key.key());
            // The account's credentials stay refused; nothing else is lost.
            case Decoded.Unreadable<AccountKeyRecord> unreadable ->
                    LOG.error(
                            "account key of {} unreadable at {}-{} offset {}: {}",
                            unreadable.account(),
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            unreadable.message());
        }
    }

    /** Returns when the keys of all accounts that are opened here have been told, if there are. */
    void awaitKeysOf(DecodedBatch batch) {
        boolean missing = false;
        for (Decoded<EventEnvelope> event : batch.decoded()) {
            missing |=
                    event instanceof Decoded.Readable<EventEnvelope>(EventEnvelope envelope)
                            && envelope.event() instanceof AccountOpened
                            && !sink.knows(envelope.account());
        }
        if (missing) {
            // The key lies below the end of everything, committed or not, that there is now.
            readTo(allEnds(), () -> false);
        }
    }

    private Map<TopicPartition, Long> allEnds() {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        LogIdentity.get(
                        admin.listOffsets(
                                        asked,
                                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private void readTo(Map<TopicPartition, Long> ends, BooleanSupplier closing) {
        // Halted partitions are paused already, and stay so.
        var running = new ArrayList<>(events);
        running.removeAll(consumer.paused());
        consumer.pause(running);
        try {
            while (!closing.getAsBoolean() && !reached(ends)) {
                take(consumer.poll(STEP));
            }
        } finally {
            consumer.resume(running);
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        for (var end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }
}
