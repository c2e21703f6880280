package io.ostiary.writer.loop;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.event.EventEnvelope.Source;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.Decoded.Readable;
import io.ostiary.log.codec.Decoded.Unreadable;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKeys;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.decide.Effects;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The writer of one partition: takes it, then serves commands until it is stopped or fenced. Any
 * commit that failed, or of which it is unknown whether it did, costs the producer and what the
 * batch had changed: the partition is taken again, and its events say what happened.
 */
final class PartitionLoop implements Runnable {

    /** Where the loop stands. */
    enum Condition {
        TAKING,
        SERVING,
        /**
         * Another writer has the partition; this one starts again only when it is newly assigned.
         */
        FENCED,
        HALTED,
        STOPPED
    }

    /** The group whose offsets are committed inside the transactions. */
    static final String OFFSETS_GROUP = "ostiary-writer";

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final int partition;
    private final int partitions;
    private final LogClients clients;
    private final PurposeKeys keys;
    private final Decider decider;
    private final InstantSource clock;
    private final WriterConfig config;
    private final WriterMetrics metrics;
    private final CommandFields fields;
    private final LogCodecs codecs = LogCodecs.create();
    private final SecureRandom random = new SecureRandom();
    private final Effects.Ids ids = new RandomIds(random);
    private final History history = new History();
    private final CountDownLatch served = new CountDownLatch(1);
    private volatile Condition condition = Condition.TAKING;
    private volatile boolean stopping;

    PartitionLoop(
            int partition,
            int partitions,
            LogClients clients,
            PurposeKeys keys,
            Decider decider,
            InstantSource clock,
            WriterConfig config,
            WriterMetrics metrics) {
        this.partition = partition;
        this.partitions = partitions;
        this.clients = clients;
        this.keys = keys;
        this.decider = decider;
        this.clock = clock;
        this.config = config;
        this.metrics = metrics;
        this.fields = new CommandFields(keys.key(Purpose.COMMAND_FIELD));
    }

    Condition condition() {
        return condition;
    }

    /** Counted down when the first command may be served. */
    CountDownLatch served() {
        return served;
    }

    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        String name = "writer-" + partition;
        while (!stopping && condition != Condition.FENCED && condition != Condition.HALTED) {
            condition = Condition.TAKING;
            var keyring = new AccountKeyring(new AccountKeys(keys.key(Purpose.ACCOUNT_KEY)));
            try (var admin = clients.admin(name);
                    var producer = clients.transactional(name, partition);
                    var reader = clients.reader(name + "-events");
                    var commands = clients.committing(name, OFFSETS_GROUP)) {
                takeAndServe(admin, producer, reader, commands, keyring);
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                condition = Condition.FENCED;
                LOG.warn("partition {}: another writer has taken over", partition);
            } catch (HaltedPartition e) {
                condition = Condition.HALTED;
                LOG.error("partition {} is halted: {}", partition, e.getMessage());
            } catch (InterruptException | InterruptedException e) {
                stopping = true;
            } catch (KafkaException e) {
                if (!stopping) {
                    LOG.warn("partition {} is taken again: {}", partition, e.toString());
                    metrics.retaken();
                    pause();
                }
            }
        }
        if (condition != Condition.FENCED && condition != Condition.HALTED) {
            condition = Condition.STOPPED;
        }
    }

    private void takeAndServe(
            Admin admin,
            Producer<byte[], byte[]> producer,
            Consumer<byte[], byte[]> reader,
            Consumer<byte[], byte[]> commands,
            AccountKeyring keyring)
            throws InterruptedException {
        String topicId =
                new Takeover(partition, partitions, admin, producer, history, keyring, codecs)
                        .run(reader, commands);
        reader.close();
        condition = Condition.SERVING;
        served.countDown();
        while (!stopping) {
            List<ConsumerRecord<byte[], byte[]>> polled =
                    commands.poll(POLL).records(new TopicPartition(Topics.COMMANDS, partition));
            for (int from = 0; from < polled.size() && !stopping; ) {
                from += commit(producer, keyring, topicId, polled, from);
            }
        }
    }

    /** Decides and commits from the given record on; gives how many records are done with. */
    private int commit(
            Producer<byte[], byte[]> producer,
            AccountKeyring keyring,
            String topicId,
            List<ConsumerRecord<byte[], byte[]>> polled,
            int from) {
        int size = Math.min(config.maxBatch(), polled.size() - from);
        while (true) {
            var batch =
                    new Batch(
                            history,
                            decider,
                            (c, now) -> effects(c, now, keyring),
                            codecs,
                            keyring);
            int taken = decide(batch, topicId, polled.subList(from, from + size));
            try {
                send(producer, batch, polled.get(from + taken - 1).offset() + 1);
            } catch (RecordTooLargeException | RecordBatchTooLargeException e) {
                producer.abortTransaction();
                keyring.drop();
                if (taken == 1) {
                    throw e;
                }
                LOG.warn("partition {}: a batch of {} is halved", partition, taken);
                size = taken / 2;
                continue;
            }
            history.swapIn(batch.changed());
            var last = batch.lastSource();
            if (last != null) {
                history.sourceSeen(last);
            }
            keyring.commit();
            metrics.committed(taken, batch.produced().size());
            return taken;
        }
    }

    private int decide(Batch batch, String topicId, List<ConsumerRecord<byte[], byte[]>> records) {
        long until = System.nanoTime() + config.maxDeciding().toNanos();
        int taken = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            taken++;
            if (record.headers().lastHeader(Takeover.FILLER) == null) {
                decide(batch, topicId, record);
            }
            if (System.nanoTime() >= until) {
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
                    poison(
                            batch,
                            record,
                            command.account(),
                            command.requestId(),
                            command.gateway());
                }
            }
            case Unreadable<CommandEnvelope> unreadable -> {
                LOG.warn(
                        "iam.commands-{} offset {}: {}",
                        partition,
                        record.offset(),
                        unreadable.message());
                AccountId account = unreadable.account();
                String request = unreadable.requestId();
                String gateway = unreadable.gateway();
                if (account != null && request != null && gateway != null) {
                    poison(batch, record, account, request, gateway);
                }
            }
        }
    }

    private void poison(
            Batch batch,
            ConsumerRecord<byte[], byte[]> record,
            AccountId account,
            String request,
            String gateway) {
        LOG.warn("iam.commands-{} offset {}: rejected unread", partition, record.offset());
        metrics.poisoned();
        batch.reject(account, request, gateway);
    }

    private void send(Producer<byte[], byte[]> producer, Batch batch, long nextOffset) {
        producer.beginTransaction();
        for (Batch.Produced each : batch.produced()) {
            int target = AccountPartitioner.partitionOf(each.record().account(), partitions);
            producer.send(each.record().to(each.topic(), target));
        }
        producer.sendOffsetsToTransaction(
                Map.of(
                        new TopicPartition(Topics.COMMANDS, partition),
                        new OffsetAndMetadata(nextOffset)),
                new ConsumerGroupMetadata(OFFSETS_GROUP));
        producer.commitTransaction();
    }

    private Effects effects(CommandEnvelope command, Instant now, AccountKeyring keyring) {
        return new Effects(
                now, ids, new SealingSecrets(fields, keyring, random, command.requestId(), now));
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(config.retryPause().toMillis());
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
