package io.ostiary.standalone.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.Topics;
import io.ostiary.standalone.HouseBroker;
import io.ostiary.standalone.Standalone;
import io.ostiary.standalone.StandaloneOptions;
import io.ostiary.standalone.folder.Endpoint;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Who cannot prove that it is fresh answers nothing, on purpose: 503 once its lease is over, and
 * answers again when it reaches the log. What was authorized before may have been revoked since.
 */
class LeaseTest {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** The lease of two seconds, and time to find that the connection is of no use. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    @TempDir private Path parent;
    private Standalone house;
    private EmbeddedBroker broker;
    private IamClient iam;
    private StsClient sts;

    @BeforeEach
    void start() throws Exception {
        Path data = parent.resolve("data");
        house =
                Standalone.start(
                        new StandaloneOptions(
                                data, new Endpoint(0, "us-east-1"), null, Durability.PROCESS),
                        _ -> {});
        broker = HouseBroker.of(house);
        var callers = new Callers(house.url());
        iam = callers.iam(ChildHouse.rootCredentials(data));
        sts = callers.sts(ChildHouse.rootCredentials(data));
    }

    @AfterEach
    void end() {
        house.close();
    }

    @Test
    void aReaderCutFromTheLogRefusesUntilItReachesItAgain() throws Exception {
        assertEquals(OK, status(() -> iam.listUsers()));
        try (var admin = broker.admin()) {
            cutOff(admin, Acls.PROJECTION);
            becomes(UNAVAILABLE, () -> iam.listUsers());
            assertEquals(OK, status(() -> sts.getCallerIdentity()), "the engine has its lease");
            reconnect(admin, Acls.PROJECTION);
            becomes(OK, () -> iam.listUsers());

            cutOff(admin, Acls.ENGINE);
            becomes(UNAVAILABLE, () -> sts.getCallerIdentity());
            assertEquals(UNAVAILABLE, status(() -> iam.listUsers()), "nobody can be told apart");
            reconnect(admin, Acls.ENGINE);
            becomes(OK, () -> sts.getCallerIdentity());
            assertEquals(OK, status(() -> iam.listUsers()));
        }
    }

    @Test
    void withoutItsLogTheHouseAnswersNothingAndStillEnds() {
        broker.close();
        becomes(UNAVAILABLE, () -> iam.listUsers());
        becomes(UNAVAILABLE, () -> sts.getCallerIdentity());
        assertEquals(UNAVAILABLE, status(() -> iam.createUser(r -> r.userName("alice"))));
        long begun = System.nanoTime();
        house.close();
        assertTrue(
                System.nanoTime() - begun < Duration.ofSeconds(30).toNanos(),
                "it takes too long to end");
    }

    private static void becomes(int status, Runnable call) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        int last = status(call);
        while (last != status) {
            assertTrue(System.nanoTime() - until < 0, "still " + last + ", not " + status);
            assertTrue(last == OK || last == UNAVAILABLE, "answered " + last);
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
            last = status(call);
        }
    }

    private static int status(Runnable call) {
        try {
            call.run();
            return OK;
        } catch (AwsServiceException e) {
            return e.statusCode();
        }
    }

    private static void cutOff(Admin admin, String user) throws Exception {
        admin.createAcls(List.of(denial(user))).all().get();
    }

    private static void reconnect(Admin admin, String user) throws Exception {
        admin.deleteAcls(List.of(denial(user).toFilter())).all().get();
    }

    private static AclBinding denial(String user) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, Topics.EVENTS, PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + user, "*", AclOperation.ALL, AclPermissionType.DENY));
    }
}
