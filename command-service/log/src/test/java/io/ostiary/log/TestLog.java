package io.ostiary.log;

import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.log.topic.TopicProvisioner;
import io.ostiary.log.topic.TopicSettings;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A broker with our topics and access rules, and a hand that writes events as the writer does. */
public final class TestLog implements AutoCloseable {

    public static final TopicSettings SETTINGS =
            TopicSettings.alone(TopicSettings.Durability.PROCESS);

    private static final String PASSWORD = "a-password-of-the-test-";
    private static final EventCodec EVENTS = new EventCodec();

    private final BrokerLayout layout;
    private final Map<AccountId, Long> revisions = new ConcurrentHashMap<>();
    private EmbeddedBroker broker;
    private Producer<byte[], byte[]> producer;

    public TestLog() {
        this.layout =
                new BrokerLayout(
                        folder(),
                        PASSWORD + "broker",
                        Stream.of(Acls.GATEWAY, Acls.WRITER, Acls.PROJECTION, Acls.ENGINE)
                                .map(user -> new BrokerUser(user, PASSWORD + user))
                                .toList(),
                        Durability.PROCESS,
                        0);
        this.broker = EmbeddedBroker.start(layout);
        provision();
        this.producer = newProducer();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void provision() {
        try (var admin = as(EmbeddedBroker.SUPER_USER).admin("provision")) {
            var provisioner = new TopicProvisioner(admin);
            provisioner.provision(SETTINGS);
            provisioner.provision(Acls.all());
        }
    }

    private Producer<byte[], byte[]> newProducer() {
        var fresh = as(Acls.WRITER).transactional("writer", 0);
        fresh.initTransactions();
        return fresh;
    }

    public LogClients as(String user) {
        return new LogClients(connection(user));
    }

    public LogConnection connection(String user) {
        return LogConnection.plain(broker.bootstrapServers(), user, Secret.of(PASSWORD + user));
    }

    /** Writes events of an account in one transaction, and returns its revision. */
    public long write(AccountId account, int events) {
        producer.beginTransaction();
        send(account, events);
        producer.commitTransaction();
        return revision(account);
    }

    /** Writes events that never happened. */
    public void writeAndAbort(AccountId account, int events) {
        long before = revision(account);
        producer.beginTransaction();
        send(account, events);
        producer.flush();
        producer.abortTransaction();
        revisions.put(account, before);
    }

    /** Writes any records in one transaction. */
    public void write(List<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.commitTransaction();
    }

    private void send(AccountId account, int events) {
        for (int i = 0; i < events; i++) {
            producer.send(record(Consumed.envelope(account, next(account))));
        }
    }

    public long next(AccountId account) {
        return revisions.merge(account, 1L, Long::sum);
    }

    public long revision(AccountId account) {
        return revisions.getOrDefault(account, 0L);
    }

    public static ProducerRecord<byte[], byte[]> record(EventEnvelope envelope) {
        return EVENTS.encode(envelope).to(Topics.EVENTS, partition(envelope.account()));
    }

    public static int partition(AccountId account) {
        return AccountPartitioner.partitionOf(account, SETTINGS.partitions());
    }

    /** Stops the broker; clients see it gone. */
    public void stopBroker() {
        producer.close(java.time.Duration.ZERO);
        broker.close();
    }

    /** Starts it again where clients look for it. */
    public void startBroker() {
        String address = broker.bootstrapServers();
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        broker =
                EmbeddedBroker.start(
                        new BrokerLayout(
                                layout.folder(),
                                layout.superUserPassword(),
                                layout.users(),
                                layout.durability(),
                                port));
        producer = newProducer();
    }

    /** All topics are gone and made anew, as after a lost disk. */
    public void makeTopicsAnew() throws Exception {
        try (var admin = as(EmbeddedBroker.SUPER_USER).admin("delete")) {
            admin.deleteTopics(Topics.ALL).all().get();
            while (admin.listTopics().names().get().contains(Topics.EVENTS)) {
                Thread.onSpinWait();
            }
        }
        revisions.clear();
        provision();
        producer.close(java.time.Duration.ZERO);
        producer = newProducer();
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ZERO);
        broker.close();
    }
}
