package io.ostiary.bench;

import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.contract.secret.Secret;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.log.topic.TopicProvisioner;
import io.ostiary.log.topic.TopicSettings;
import io.ostiary.log.topic.Topics;

import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * The floor of writes: a bare command → transaction → outcome round trip on a broker, topics and
 * clients of the same settings. A record goes into iam.commands, a transaction takes it and puts
 * one into iam.events, which is flushed, and a reader waits for it.
 */
final class LogFloor implements AutoCloseable {

    private static final String PASSWORD = "bench-password-0123456789";
    private static final TopicPartition IN = new TopicPartition(Topics.COMMANDS, 0);
    private static final TopicPartition OUT = new TopicPartition(Topics.EVENTS, 0);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final byte[] PAYLOAD = new byte[300];

    private final EmbeddedBroker broker;
    private final Producer<byte[], byte[]> commands;
    private final Consumer<byte[], byte[]> outcomes;
    private final Thread loop;
    private volatile boolean stopping;

    LogFloor(Path folder) {
        var users =
                List.of(
                        new BrokerUser(Acls.WRITER, PASSWORD),
                        new BrokerUser(Acls.GATEWAY, PASSWORD));
        broker =
                EmbeddedBroker.start(new BrokerLayout(folder, PASSWORD, users, Durability.DISK, 0));
        try (var admin = broker.admin()) {
            var provisioner = new TopicProvisioner(admin);
            provisioner.provision(TopicSettings.alone(TopicSettings.Durability.DISK));
            provisioner.provision(Acls.all());
        }
        commands = as(Acls.GATEWAY).producer("floor-commands");
        outcomes = as(Acls.WRITER).reader("floor-outcomes");
        outcomes.assign(Set.of(OUT));
        outcomes.seekToEnd(Set.of(OUT));
        outcomes.position(OUT);
        loop = new Thread(this::serve, "floor");
        loop.start();
    }

    private LogClients as(String user) {
        return new LogClients(
                LogConnection.plain(broker.bootstrapServers(), user, Secret.of(PASSWORD)));
    }

    private void serve() {
        try (var producer = as(Acls.WRITER).transactional("floor", 0);
                var consumer = as(Acls.WRITER).committing("floor", "ostiary-writer")) {
            producer.initTransactions();
            consumer.assign(Set.of(IN));
            consumer.seekToBeginning(Set.of(IN));
            while (!stopping) {
                var polled = consumer.poll(POLL).records(IN);
                if (polled.isEmpty()) {
                    continue;
                }
                producer.beginTransaction();
                for (var record : polled) {
                    producer.send(
                            new ProducerRecord<>(OUT.topic(), 0, record.key(), record.value()));
                }
                producer.sendOffsetsToTransaction(
                        Map.of(IN, new OffsetAndMetadata(polled.getLast().offset() + 1)),
                        new ConsumerGroupMetadata("ostiary-writer"));
                producer.commitTransaction();
            }
        }
    }

    /** One round trip after the other, in microseconds. */
    void latencies(int count, Histogram micros) {
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            commands.send(new ProducerRecord<>(IN.topic(), 0, null, PAYLOAD));
            while (outcomes.poll(POLL).isEmpty()) {
                // until it is there
            }
            micros.recordValue((System.nanoTime() - begun) / 1_000);
        }
    }

    /** Round trips a second with so many on their way. */
    double perSecond(int inFlight, long millis) {
        var window = new Semaphore(inFlight);
        var sender =
                new Thread(
                        () -> {
                            long until = System.nanoTime() + millis * 1_000_000;
                            while (System.nanoTime() < until) {
                                window.acquireUninterruptibly();
                                commands.send(new ProducerRecord<>(IN.topic(), 0, null, PAYLOAD));
                            }
                        });
        sender.start();
        long done = 0;
        long begun = System.nanoTime();
        long last = begun;
        while (sender.isAlive() || window.availablePermits() < inFlight) {
            int count = outcomes.poll(Duration.ofMillis(20)).count();
            if (count > 0) {
                done += count;
                last = System.nanoTime();
                window.release(count);
            }
        }
        return done / ((last - begun) / 1e9);
    }

    @Override
    public void close() {
        stopping = true;
        Waiting.join(loop);
        commands.close();
        outcomes.close();
        broker.close();
    }
}
