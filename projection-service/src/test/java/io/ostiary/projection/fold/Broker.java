package io.ostiary.projection.fold;

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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A broker with the house's topics, and a hand that writes events as the writer does. */
final class Broker implements AutoCloseable {

    static final int PARTITIONS = 2;

    private static final String PASSWORD = "a-password-for-tests-";

    private final EventCodec events = new EventCodec();
    private final EmbeddedBroker broker;
    private Producer<byte[], byte[]> writer;

    Broker(Path folder) {
        broker =
                EmbeddedBroker.start(
                        new BrokerLayout(
                                folder,
                                PASSWORD + EmbeddedBroker.SUPER_USER,
                                List.of(login(Acls.WRITER), login(Acls.PROJECTION)),
                                Durability.PROCESS,
                                0));
        makeTopics();
        writer = writer();
    }

    private static BrokerUser login(String user) {
        return new BrokerUser(user, PASSWORD + user);
    }

    LogClients as(String user) {
        return new LogClients(
                LogConnection.plain(broker.bootstrapServers(), user, Secret.of(PASSWORD + user)));
    }

    private void makeTopics() {
        try (var admin = as(EmbeddedBroker.SUPER_USER).admin("provision")) {
            var provisioner = new TopicProvisioner(admin);
            provisioner.provision(
                    new TopicSettings(PARTITIONS, (short) 1, TopicSettings.Durability.PROCESS));
            provisioner.provision(Acls.all());
        }
    }

    private Producer<byte[], byte[]> writer() {
        var producer = as(Acls.WRITER).transactional("writer", 0);
        producer.initTransactions();
        return producer;
    }

    void write(List<EventEnvelope> envelopes) {
        writer.beginTransaction();
        for (EventEnvelope envelope : envelopes) {
            writer.send(events.encode(envelope).to(Topics.EVENTS, partition(envelope.account())));
        }
        writer.commitTransaction();
    }

    /** A record of the account that no version can read. */
    void writeUnreadable(AccountId account) {
        writer.beginTransaction();
        writer.send(
                new ProducerRecord<>(
                        Topics.EVENTS,
                        partition(account),
                        account.value().getBytes(StandardCharsets.US_ASCII),
                        new byte[] {1, 2, 3}));
        writer.commitTransaction();
    }

    static int partition(AccountId account) {
        return AccountPartitioner.partitionOf(account, PARTITIONS);
    }

    /** The topics are gone and made anew: another log under the same names. */
    void loseTheLog() throws ExecutionException, InterruptedException {
        writer.close(Duration.ZERO);
        try (var admin = as(EmbeddedBroker.SUPER_USER).admin("delete")) {
            admin.deleteTopics(Topics.ALL).all().get();
            while (admin.listTopics().names().get().contains(Topics.EVENTS)) {
                Thread.onSpinWait();
            }
        }
        makeTopics();
        writer = writer();
    }

    @Override
    public void close() {
        writer.close(Duration.ZERO);
        broker.close();
    }
}
