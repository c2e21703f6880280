package io.ostiary.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Who gets in, and who may write (A123). */
final class BrokerAccessTest {
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.inTemporaryFolder("gateway", "writer");
        Transactions.createTopic(broker, "iam.events");
        try (var admin = broker.admin()) {
            var write =
                    new AclBinding(
                            new ResourcePattern(
                                    ResourceType.TOPIC, "iam.events", PatternType.LITERAL),
                            new AccessControlEntry(
                                    "User:writer",
                                    "*",
                                    AclOperation.WRITE,
                                    AclPermissionType.ALLOW));
            admin.createAcls(List.of(write)).all().get(30, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void a123_theUserWithTheAclWritesAndTheOneWithoutIsRefused() throws Exception {
        assertEquals("iam.events", write(broker.clientSettings("writer")));
        var refused =
                assertThrows(
                        ExecutionException.class, () -> write(broker.clientSettings("gateway")));
        assertInstanceOf(TopicAuthorizationException.class, refused.getCause());
        assertEquals(List.of("x"), Transactions.committed(broker, "iam.events", 1));
    }

    @Test
    void aUserWithoutAclsCannotGrantItselfAny() {
        try (var admin = Admin.create(broker.clientSettings("gateway"))) {
            var refused =
                    assertThrows(
                            ExecutionException.class,
                            () ->
                                    admin.deleteTopics(List.of("iam.events"))
                                            .all()
                                            .get(30, TimeUnit.SECONDS));
            assertInstanceOf(TopicAuthorizationException.class, refused.getCause());
        }
    }

    @Test
    void aClientWithoutSaslIsNotAnswered() {
        Map<String, Object> plain = new HashMap<>();
        plain.put("bootstrap.servers", broker.bootstrapServers());
        assertTimesOut(plain);
    }

    @Test
    void aWrongPasswordIsRefused() {
        var wrong =
                EmbeddedBroker.clientSettings(
                        broker.bootstrapServers(),
                        new BrokerUser("writer", "not-the-right-password"));
        try (var admin = Admin.create(wrong)) {
            var refused =
                    assertThrows(
                            ExecutionException.class,
                            () -> admin.listTopics().names().get(30, TimeUnit.SECONDS));
            assertInstanceOf(SaslAuthenticationException.class, refused.getCause());
        }
    }

    @Test
    void aUserWhoIsNotListedIsRefused() {
        var stranger =
                EmbeddedBroker.clientSettings(
                        broker.bootstrapServers(),
                        new BrokerUser("stranger", "not-the-right-password"));
        try (var admin = Admin.create(stranger)) {
            var refused =
                    assertThrows(
                            ExecutionException.class,
                            () -> admin.listTopics().names().get(30, TimeUnit.SECONDS));
            assertInstanceOf(SaslAuthenticationException.class, refused.getCause());
        }
    }

    @Test
    void noPasswordIsPrinted() {
        var user = new BrokerUser("gateway", "a-password-of-note");
        var layout =
                new BrokerLayout(
                        broker.folder(), "another-of-note-ok", List.of(user), Durability.DISK, 0);
        assertFalse((user + " " + layout).contains("of-note"));
    }

    @Test
    void aPasswordThatWouldNeedQuotingIsNotTaken() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new BrokerUser("gateway", "x\" user_evil=\"0123456789"));
        assertThrows(IllegalArgumentException.class, () -> new BrokerUser("gateway", "short"));
        assertThrows(
                IllegalArgumentException.class, () -> new BrokerUser("a=b", "0123456789abcdef"));
    }

    private static void assertTimesOut(Map<String, Object> settings) {
        settings.put("default.api.timeout.ms", 1500);
        settings.put("request.timeout.ms", 500);
        try (var admin = Admin.create(settings)) {
            var refused =
                    assertThrows(
                            ExecutionException.class,
                            () -> admin.listTopics().names().get(30, TimeUnit.SECONDS));
            assertInstanceOf(TimeoutException.class, refused.getCause());
        }
    }

    private static String write(Map<String, Object> settings) throws Exception {
        settings.put("enable.idempotence", false);
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>("iam.events", "x"))
                    .get(30, TimeUnit.SECONDS)
                    .topic();
        }
    }
}
