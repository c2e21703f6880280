package io.ostiary.log.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.log.TestLog;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProvisionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestLog log;

    @BeforeAll
    void start() {
        log = new TestLog();
    }

    @AfterAll
    void stop() {
        log.close();
    }

    @Test
    void topicsAreMadeOnceAndASecondTimeChangesNothing() throws Exception {
        log.provision();
        try (var admin = log.as(EmbeddedBroker.SUPER_USER).admin("test")) {
            var topics = admin.describeTopics(Topics.ALL).allTopicNames().get();
            for (String topic : Topics.BY_ACCOUNT) {
                assertEquals(4, partitions(topics, topic), topic);
            }
            assertEquals(1, partitions(topics, Topics.PROGRESS));
            assertEquals(4, new TopicProvisioner(admin).existingPartitions());
            assertEquals(Set.copyOf(Acls.all()), Set.copyOf(acls(admin)));
        }
    }

    @Test
    void anotherPartitionCountStopsTheStart() {
        try (var admin = log.as(EmbeddedBroker.SUPER_USER).admin("test")) {
            var other = new TopicSettings(8, (short) 1, TopicSettings.Durability.PROCESS);
            var provisioner = new TopicProvisioner(admin);
            assertThrows(IllegalStateException.class, () -> provisioner.provision(other));
        }
    }

    @Test
    void settingsAreBroughtUpToDate() throws Exception {
        try (var admin = log.as(EmbeddedBroker.SUPER_USER).admin("test")) {
            var provisioner = new TopicProvisioner(admin);
            provisioner.provision(TopicSettings.alone(TopicSettings.Durability.DISK));
            var events = new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS);
            var configs =
                    Objects.requireNonNull(
                            admin.describeConfigs(List.of(events)).all().get().get(events));
            assertEquals("1", configs.get("flush.messages").value());
            assertEquals("-1", configs.get("retention.ms").value());
            assertTrue(provisioner.flushTransactionState());
        }
    }

    /** A123, and the rest of "the log believes only us". */
    @Test
    void everyServiceWritesOnlyWhatItMay() {
        mayWrite(Acls.GATEWAY, Topics.COMMANDS, Topics.AUDIT);
        mayWrite(Acls.ENGINE, Topics.PROGRESS, Topics.AUDIT);
        mayWrite(Acls.PROJECTION, Topics.PROGRESS);
        mayWrite(
                Acls.WRITER,
                Topics.EVENTS,
                Topics.OUTCOMES,
                Topics.ACCOUNT_KEYS,
                Topics.COMMANDS,
                Topics.AUDIT);
    }

    @Test
    void everyServiceReadsOnlyWhatItMay() {
        mayRead(Acls.GATEWAY, Topics.OUTCOMES, Topics.PROGRESS);
        mayRead(Acls.ENGINE, Topics.EVENTS, Topics.ACCOUNT_KEYS);
        mayRead(Acls.PROJECTION, Topics.EVENTS, Topics.ACCOUNT_KEYS, Topics.AUDIT);
        mayRead(Acls.WRITER, Topics.COMMANDS, Topics.EVENTS, Topics.ACCOUNT_KEYS);
    }

    @Test
    void onlyTheWriterTakesItsTransactionalIds() {
        try (var producer = log.as(Acls.GATEWAY).transactional("thief", 3)) {
            assertThrows(TransactionalIdAuthorizationException.class, producer::initTransactions);
        }
        try (var producer = log.as(Acls.WRITER).transactional("writer", 3)) {
            producer.initTransactions();
        }
    }

    @Test
    void onlyTheWriterCommitsOffsetsAndOnlyInItsGroup() {
        var partition = new TopicPartition(Topics.COMMANDS, 0);
        try (var writer = log.as(Acls.WRITER).committing("w", "ostiary-writer")) {
            writer.committed(Set.of(partition));
        }
        try (var writer = log.as(Acls.WRITER).committing("w", "another")) {
            assertThrows(AuthorizationException.class, () -> writer.committed(Set.of(partition)));
        }
        try (var engine = log.as(Acls.ENGINE).committing("e", "ostiary-writer")) {
            assertThrows(AuthorizationException.class, () -> engine.committed(Set.of(partition)));
        }
    }

    private static List<org.apache.kafka.common.acl.AclBinding> acls(
            org.apache.kafka.clients.admin.Admin admin) throws Exception {
        return List.copyOf(
                admin.describeAcls(org.apache.kafka.common.acl.AclBindingFilter.ANY)
                        .values()
                        .get());
    }

    private static int partitions(Map<String, TopicDescription> topics, String topic) {
        return Objects.requireNonNull(topics.get(topic)).partitions().size();
    }

    private void mayWrite(String user, String... topics) {
        Set<String> allowed = Set.of(topics);
        for (String topic : Topics.ALL) {
            boolean wrote = writes(user, topic);
            assertEquals(allowed.contains(topic), wrote, user + " writes " + topic);
        }
    }

    private boolean writes(String user, String topic) {
        // No value: on iam.account-keys that would shred a key.
        var tombstone =
                new ProducerRecord<byte[], byte[]>(topic, 0, "000000000000".getBytes(UTF_8), null);
        try (var producer = log.as(user).producer("test")) {
            producer.send(tombstone).get();
            return true;
        } catch (ExecutionException e) {
            assertInstanceOf(TopicAuthorizationException.class, e.getCause());
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mayRead(String user, String... topics) {
        Set<String> allowed = Set.of(topics);
        for (String topic : Topics.ALL) {
            var partition = new TopicPartition(topic, 0);
            // WRITE implies DESCRIBE, which tells offsets but gives no record: so fetch.
            if (allowed.contains(topic)) {
                fetch(user, partition);
            } else {
                assertThrows(
                        AuthorizationException.class,
                        () -> fetch(user, partition),
                        user + " reads " + topic);
            }
        }
    }

    private void fetch(String user, TopicPartition partition) {
        try (var consumer = log.as(user).reader("test")) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (fetches(consumer) == 0) {
                assertTrue(System.nanoTime() - until < 0, "the broker answers no fetch");
                consumer.poll(Duration.ofMillis(100));
            }
            // What the answer said is thrown by the poll that looks at it.
            consumer.poll(Duration.ofMillis(100));
        }
    }

    /** How many fetches the broker has answered: an empty topic gives nothing else to wait for. */
    private static double fetches(Consumer<byte[], byte[]> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("fetch-total"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .sum();
    }
}
