package io.ostiary.writer.loop;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.log.topic.LogClients;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKeys;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.decide.Effects;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
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
        /** It met what must not happen, several times in a row. */
        FAILED,
        STOPPED
    }

    /** Who else may write to the partition. */
    enum Ownership {
        /**
         * Nobody: who is fenced was too slow for the coordinator, and takes the partition again.
         */
        ALONE,
        /** Whoever it is assigned to next: who is fenced leaves it to them. */
        AMONG_OTHERS
    }

    /** Makes the transactional producer of a partition; the loop closes it. */
    interface Producers {
        Producer<byte[], byte[]> transactional(String clientId, int partition);
    }

    /** The group whose offsets are committed inside the transactions. */
    static final String OFFSETS_GROUP = "ostiary-writer";

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLoop.class);

    /**
     * How often offsets are committed where the events say as much, for people who watch the group.
     * They cost a round trip, a flush and a marker in each transaction.
     */
    private static final long TELL_OFFSETS = TimeUnit.SECONDS.toNanos(1);

    private static final int FAILURES_IN_A_ROW = 5;

    private final int partition;
    private final int partitions;
    private final Ownership ownership;
    private final LogClients clients;
    private final Producers producers;
    private final PurposeKeys keys;
    private final Decider decider;
    private final WriterConfig config;
    private final WriterMetrics metrics;
    private final CommandFields fields;
    private final LogCodecs codecs = LogCodecs.create();
    private final Decisions decisions;
    private final SecureRandom random = new SecureRandom();
    private final Effects.Ids ids = new RandomIds(random);
    private final History history = new History();
    private final CountDownLatch served = new CountDownLatch(1);
    private volatile Condition condition = Condition.TAKING;
    private volatile int failures;
    private volatile boolean stopping;
    private long offsetsTold = System.nanoTime() - TELL_OFFSETS;

    PartitionLoop(
            int partition,
            int partitions,
            Ownership ownership,
            LogClients clients,
            Producers producers,
            PurposeKeys keys,
            Decider decider,
            InstantSource clock,
            WriterConfig config,
            WriterMetrics metrics) {
        this.partition = partition;
        this.partitions = partitions;
        this.ownership = ownership;
        this.clients = clients;
        this.producers = producers;
        this.keys = keys;
        this.decider = decider;
        this.config = config;
        this.metrics = metrics;
        this.fields = new CommandFields(keys.key(Purpose.COMMAND_FIELD));
        this.decisions =
                new Decisions(partition, partitions, codecs, clock, config.maxDeciding(), metrics);
    }

    Condition condition() {
        return condition;
    }

    /** Whether the partition is served, or being taken and no failure keeps coming back. */
    boolean healthy() {
        return switch (condition) {
            case SERVING, TAKING -> failures < FAILURES_IN_A_ROW;
            case FENCED, HALTED, FAILED, STOPPED -> false;
        };
    }

    /** Counted down when the first command may be served. */
    CountDownLatch served() {
        return served;
    }

    void stop() {
        stopping = true;
    }

    /** Ends when it is stopped, or with a condition that says why it cannot go on. */
    @Override
    public void run() {
        try {
            while (!stopping && (condition == Condition.TAKING || condition == Condition.SERVING)) {
                condition = Condition.TAKING;
                takeAndServe();
            }
        } catch (Error e) {
            LOG.error("partition {} is given up", partition, e);
            condition = Condition.FAILED;
            throw e;
        }
        if (stopping) {
            condition = Condition.STOPPED;
        }
    }

    private void takeAndServe() {
        try {
            serve();
        } catch (HaltedPartition e) {
            condition = Condition.HALTED;
            LOG.error("partition {} is halted: {}", partition, e.getMessage());
        } catch (InterruptException | InterruptedException e) {
            stopping = true;
        } catch (KafkaException e) {
            if (!stopping && ownership == Ownership.AMONG_OTHERS && isFenced(e)) {
                condition = Condition.FENCED;
                LOG.warn("partition {}: another writer has taken over", partition);
            } else if (!stopping) {
                LOG.warn("partition {} is taken again: {}", partition, e.toString());
                again();
            }
        } catch (RuntimeException e) {
            // Not a failure of the log but a defect; nothing that is in memory is trusted.
            LOG.error("partition {} failed", partition, e);
            history.reset();
            again();
            if (failures >= FAILURES_IN_A_ROW) {
                condition = Condition.FAILED;
            }
        }
    }

    private void again() {
        failures++;
        metrics.retaken();
        try {
            TimeUnit.MILLISECONDS.sleep(config.retryPause().toMillis());
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void serve() throws InterruptedException {
        String name = "writer-" + partition;
        var keyring = new AccountKeyring(new AccountKeys(keys.key(Purpose.ACCOUNT_KEY)));
        try (var admin = clients.admin(name);
                var reader = clients.reader(name + "-events");
                var commands = clients.committing(name, OFFSETS_GROUP)) {
            var producer = producers.transactional(name, partition);
            try {
                String topicId =
                        new Takeover(
                                        partition,
                                        partitions,
                                        admin,
                                        producer,
                                        history,
                                        keyring,
                                        codecs)
                                .run(reader, commands);
                reader.close();
                serve(producer, commands, keyring, topicId);
            } finally {
                // What is in flight belongs to a transaction that the next takeover ends.
                producer.close(Duration.ZERO);
            }
        }
    }

    private void serve(
            Producer<byte[], byte[]> producer,
            Consumer<byte[], byte[]> commands,
            AccountKeyring keyring,
            String topicId) {
        condition = Condition.SERVING;
        served.countDown();
        var intake = new Intake(partition, commands, config, () -> stopping, System::nanoTime);
        while (!stopping) {
            List<ConsumerRecord<byte[], byte[]>> polled = intake.first();
            for (int from = 0; from < polled.size() && !stopping; ) {
                int taken = commit(producer, keyring, topicId, polled, from, intake);
                intake.committed(taken);
                from += taken;
            }
            failures = 0;
        }
    }

    /**
     * Decides and commits from the given record on; gives how many records are done with. What
     * comes while it decides may join, and is added to the polled ones.
     */
    private int commit(
            Producer<byte[], byte[]> producer,
            AccountKeyring keyring,
            String topicId,
            List<ConsumerRecord<byte[], byte[]>> polled,
            int from,
            Intake intake) {
        int atMost = config.maxBatch();
        boolean gathering = true;
        while (true) {
            var batch = batch(keyring);
            var transaction = new Transaction(producer, partitions);
            int taken = 0;
            try {
                do {
                    if (taken > 0) {
                        polled.addAll(intake.more());
                    }
                    taken += decide(batch, topicId, polled, from + taken, atMost - taken);
                    transaction.send(batch.produced());
                } while (gathering
                        && from + taken == polled.size()
                        && intake.isWorthWaiting(taken));
                commit(transaction, keyring, batch, behind(polled, from + taken));
                metrics.committed(taken, batch.produced().size());
                return taken;
            } catch (KafkaException e) {
                if (!isTooLarge(e)) {
                    throw e;
                }
                transaction.abort();
                keyring.drop();
                if (taken == 1) {
                    reject(producer, keyring, polled.get(from));
                    return 1;
                }
                LOG.warn("partition {}: a batch of {} is halved", partition, taken);
                atMost = taken / 2;
                gathering = false;
            }
        }
    }

    private static long behind(List<ConsumerRecord<byte[], byte[]>> polled, int taken) {
        return polled.get(taken - 1).offset() + 1;
    }

    /** A command that the log does not take the events of. */
    private void reject(
            Producer<byte[], byte[]> producer,
            AccountKeyring keyring,
            ConsumerRecord<byte[], byte[]> command) {
        var batch = batch(keyring);
        decisions.rejectTooLarge(batch, command);
        var transaction = new Transaction(producer, partitions);
        transaction.send(batch.produced());
        commit(transaction, keyring, batch, command.offset() + 1);
        metrics.committed(1, batch.produced().size());
    }

    private int decide(
            Batch batch,
            String topicId,
            List<ConsumerRecord<byte[], byte[]>> polled,
            int from,
            int atMost) {
        int to = Math.min(from + atMost, polled.size());
        return from == to ? 0 : decisions.decide(batch, topicId, polled.subList(from, to));
    }

    private Batch batch(AccountKeyring keyring) {
        return new Batch(history, decider, (c, now) -> effects(c, now, keyring), codecs, keyring);
    }

    private void commit(Transaction transaction, AccountKeyring keyring, Batch batch, long next) {
        long now = System.nanoTime();
        boolean told = !batch.tellsOfEverythingBelow(next) || now - offsetsTold >= TELL_OFFSETS;
        if (told) {
            transaction.tellOffsets(OFFSETS_GROUP, partition, next);
        }
        long behindLastEvent = transaction.commit();
        if (told) {
            offsetsTold = now;
        }
        var source = batch.lastSource();
        if (behindLastEvent >= 0 && source != null) {
            history.swapIn(batch.changed(), source, behindLastEvent);
        }
        keyring.commit();
    }

    private Effects effects(CommandEnvelope command, Instant now, AccountKeyring keyring) {
        return new Effects(
                now, ids, new SealingSecrets(fields, keyring, random, command.requestId(), now));
    }

    private static boolean isFenced(KafkaException e) {
        return isCausedBy(e, ProducerFencedException.class)
                || isCausedBy(e, InvalidProducerEpochException.class);
    }

    /** The client wraps what broke a transaction into what it throws at the next call. */
    private static boolean isTooLarge(KafkaException e) {
        return isCausedBy(e, RecordTooLargeException.class)
                || isCausedBy(e, RecordBatchTooLargeException.class);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> cause) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (cause.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
