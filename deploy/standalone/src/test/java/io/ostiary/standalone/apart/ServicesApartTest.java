package io.ostiary.standalone.apart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.secret.Secret;
import io.ostiary.log.report.ProgressReporter;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.log.topic.Topics;
import io.ostiary.sealing.InternalMac;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.Purpose;
import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.Organization;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** One of each service, that meet on the log and on ports with a MAC and nowhere else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServicesApartTest {

    private static final String READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    private static final String UNIQUE_IDS = "/internal/unique-ids";

    private final HttpClient http = HttpClient.newHttpClient();
    private Cluster cluster;
    private FourServices services;
    private SignedCalls calls;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        cluster = new Cluster(folder);
        services = new FourServices(cluster, folder.resolve("projection"));
        calls = new SignedCalls(services.url());
    }

    @AfterAll
    void stop() {
        calls.close();
        services.close();
        cluster.close();
        http.close();
    }

    @Test
    void whatOneServiceWritesTheOthersKnowWhenTheCallReturns() {
        var root = services.root();
        assertOk(calls.sts(root, "GetCallerIdentity"));
        assertOk(calls.iam(root, "CreateUser", "UserName", "alice"));
        assertEquals(
                "alice",
                assertOk(calls.iam(root, "GetUser", "UserName", "alice")).element("UserName"));
        var alice = newKey("alice");
        assertTrue(
                assertOk(calls.sts(alice, "GetCallerIdentity"))
                        .element("Arn")
                        .endsWith(":user/alice"));
        for (int i = 0; i < 10; i++) {
            assertDenied(calls.iam(alice, "ListUsers"));
            attachment(root, "AttachUserPolicy");
            assertOk(calls.iam(alice, "ListUsers"));
            attachment(root, "DetachUserPolicy");
            // Denied at the very next call.
            assertDenied(calls.iam(alice, "ListUsers"));
        }
        assertOk(
                calls.iam(
                        root,
                        "CreateLoginProfile",
                        "UserName",
                        "alice",
                        "Password",
                        "Ch00se-A-Strong-One!"));
    }

    private void attachment(AwsCredentials who, String action) {
        assertOk(calls.iam(who, action, "UserName", "alice", "PolicyArn", READ_ONLY));
    }

    private AwsCredentials newKey(String user) {
        Reply key = assertOk(calls.iam(services.root(), "CreateAccessKey", "UserName", user));
        return AwsBasicCredentials.create(
                key.element("AccessKeyId"), key.element("SecretAccessKey"));
    }

    @Test
    void aReaderThatFallsSilentIsDroppedAfterItsLease() {
        try (var silent =
                new ProgressReporter(
                        new LogClients(cluster.as(Acls.ENGINE)).producer("silent"),
                        "silent",
                        Duration.ofSeconds(1))) {
            silent.announce();
        }
        long begun = System.nanoTime();
        assertOk(calls.iam(services.root(), "CreateUser", "UserName", "during"));
        assertTrue(System.nanoTime() - begun >= Cluster.LEASE.toNanos(), "its lease may hold");
        begun = System.nanoTime();
        assertOk(calls.iam(services.root(), "CreateUser", "UserName", "after"));
        assertTrue(System.nanoTime() - begun < Cluster.LEASE.toNanos(), "it was dropped");
    }

    @Test
    void aCallWithoutOurMacIsRefusedAndItsHonestTwinIsServed() throws Exception {
        byte[] body = "{\"principalArns\":[]}".getBytes(UTF_8);
        var mac =
                new InternalMac(cluster.keyFile(KeyRole.GATEWAY).keys().key(Purpose.INTERNAL_CALL));
        var now = Instant.now();
        assertEquals(403, engine(body, null));
        assertEquals(403, engine(body, "AAAA"));
        assertEquals(403, engine(body, mac.stamp("POST", "/internal/authorize", body, now)));
        assertEquals(403, engine(body, mac.stamp("GET", UNIQUE_IDS, body, now)));
        assertEquals(
                403,
                engine(
                        body,
                        mac.stamp("POST", UNIQUE_IDS, body, now.minus(Duration.ofMinutes(2)))));
        assertEquals(
                403,
                engine(body, mac.stamp("POST", UNIQUE_IDS, body, now.plus(Duration.ofMinutes(2)))));
        byte[] changed = "{\"principalArns\":[\"*\"]}".getBytes(UTF_8);
        assertEquals(403, engine(changed, mac.stamp("POST", UNIQUE_IDS, body, now)));

        String honest = mac.stamp("POST", UNIQUE_IDS, body, Instant.now());
        assertEquals(200, engine(body, honest));
        // And once only.
        assertEquals(403, engine(body, honest));
    }

    @Test
    void theProjectionToldDirectlyWhoAsksIsSilent() throws Exception {
        String account = services.root().accessKeyId();
        byte[] body = ("{\"account\":\"" + account + "\",\"query\":{}}").getBytes(UTF_8);
        assertEquals(403, post(services.projection(), "/internal/query", body, null));
        assertEquals(403, post(services.projection(), "/", body, null));
        assertEquals(403, post(services.projection(), "/internal/query?x", body, "AAAA"));
    }

    private int engine(byte[] body, @Nullable String stamp)
            throws IOException, InterruptedException {
        return post(services.engine(), UNIQUE_IDS, body, stamp);
    }

    private int post(HostPort to, String path, byte[] body, @Nullable String stamp)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + to + path))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (stamp != null) {
            request.header(InternalMac.HEADER, stamp);
        }
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            assertEquals("", response.body());
        }
        return response.statusCode();
    }

    @Test
    void aKafkaClientWithoutTheSecretIsRefused() {
        assertThrows(
                AuthenticationException.class,
                () ->
                        partitions(
                                LogConnection.plain(
                                        cluster.bootstrapServers(),
                                        Acls.WRITER,
                                        Secret.of("not-the-password"))));
    }

    @Test
    void aServiceMayNotWriteFactsThatAreNotItsBusiness() {
        for (String user : new String[] {Acls.GATEWAY, Acls.ENGINE, Acls.PROJECTION}) {
            try (var producer = new LogClients(cluster.as(user)).producer("thief")) {
                var refused =
                        assertThrows(
                                ExecutionException.class,
                                () ->
                                        producer.send(
                                                        new ProducerRecord<>(
                                                                Topics.EVENTS,
                                                                0,
                                                                new byte[1],
                                                                new byte[1]))
                                                .get());
                assertInstanceOf(TopicAuthorizationException.class, refused.getCause());
            }
        }
        assertThrows(TopicAuthorizationException.class, () -> facts(cluster.as(Acls.GATEWAY)));
    }

    /** Where the facts end is told to a gateway; they are not. */
    private static void facts(LogConnection connection) {
        var partition = new TopicPartition(Topics.EVENTS, 0);
        try (var consumer = new LogClients(connection).reader("stranger")) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            // It is refused by the answer to its first fetch, whenever that comes.
            assertTrue(consumer.poll(Duration.ofSeconds(30)).isEmpty());
        }
    }

    @Test
    void whoIsToldThatAnAccountIsOpenEntersItAtOnce() {
        var management = new Client(services.url(), services.root());
        var organization = Organization.create(management);
        for (int i = 0; i < 20; i++) {
            var account = organization.newAccount();
            account.admin().iam().createUser(r -> r.userName("made-at-once"));
        }
        assertEquals(
                21,
                management.organizations().listAccountsPaginator().stream()
                        .mapToInt(page -> page.accounts().size())
                        .sum());
    }

    private static void partitions(LogConnection connection) {
        try (var consumer = new LogClients(connection).reader("stranger")) {
            assertFalse(consumer.partitionsFor(Topics.EVENTS).isEmpty());
        }
    }

    private static Reply assertOk(Reply reply) {
        assertEquals(200, reply.status(), reply.body());
        return reply;
    }

    private static void assertDenied(Reply reply) {
        assertEquals(403, reply.status(), reply.body());
        assertEquals("AccessDenied", reply.element("Code"));
    }
}
