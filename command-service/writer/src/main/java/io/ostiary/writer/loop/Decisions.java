package io.ostiary.writer.loop;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.event.EventEnvelope.Source;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.Decoded.Readable;
import io.ostiary.log.codec.Decoded.Unreadable;
import io.ostiary.log.topic.AccountPartitioner;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * What the records of iam.commands come to: each is decided, rejected unread, or passed over. None
 * of them can throw.
 */
final class Decisions {

    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    private final int partition;
    private final int partitions;
    private final LogCodecs codecs;
    private final InstantSource clock;
    private final Duration atMost;
    private final WriterMetrics metrics;

    /**
     * @param atMost how long a batch is decided on; one command at least is taken
     */
    Decisions(
            int partition,
            int partitions,
            LogCodecs codecs,
            InstantSource clock,
            Duration atMost,
            WriterMetrics metrics) {
        this.partition = partition;
        this.partitions = partitions;
        this.codecs = codecs;
        this.clock = clock;
        this.atMost = atMost;
        this.metrics = metrics;
    }

    /**
     * Gives how many records were taken.
     *
     * @param topicId of iam.commands, for the sources of events
     */
    int decide(Batch batch, String topicId, List<ConsumerRecord<byte[], byte[]>> records) {
        long until = System.nanoTime() + atMost.toNanos();
        int taken = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            taken++;
            if (record.headers().lastHeader(Takeover.FILLER) == null) {
                decide(batch, topicId, record);
            }
            if (System.nanoTime() - until >= 0) {
                break;
            }
        }
        return taken;
    }

    private void decide(Batch batch, String topicId, ConsumerRecord<byte[], byte[]> record) {
        switch (codecs.commands().decode(record)) {
            case Readable(CommandEnvelope command) -> {
                if (AccountPartitioner.partitionOf(command.account(), partitions) == partition) {
                    batch.add(command, new Source(topicId, record.offset()), clock.instant());
                } else {
                    poisoned(record, "wrong partition");
                    batch.reject(command.account(), command.requestId(), command.gateway());
                }
            }
            case Unreadable<CommandEnvelope> unreadable -> {
                poisoned(record, unreadable.message());
                AccountId account = unreadable.account();
                String request = unreadable.requestId();
                String gateway = unreadable.gateway();
                if (account != null && request != null && gateway != null) {
                    batch.reject(account, request, gateway);
                }
            }
        }
    }

    private void poisoned(ConsumerRecord<byte[], byte[]> record, String why) {
        LOG.warn("iam.commands-{} offset {}: not decided: {}", partition, record.offset(), why);
        metrics.poisoned();
    }

    /** The broker does not take what this record comes to: told to who awaits it. */
    void rejectTooLarge(Batch batch, ConsumerRecord<byte[], byte[]> record) {
        LOG.warn("iam.commands-{} offset {}: too large", partition, record.offset());
        if (codecs.commands().decode(record) instanceof Readable(CommandEnvelope command)) {
            batch.rejectTooLarge(command);
        }
    }
}
