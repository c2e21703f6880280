package io.ostiary.standalone.apart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.Organization;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

import java.nio.file.Path;
import java.util.Map;

/**
 * After a restart of everything no reader names the revisions of before, and answers that tell of
 * them are not kept waiting for that.
 */
final class RestartedServicesTest {

    @Test
    void whatIsOldIsAnsweredAfterARestart(@TempDir Path folder) throws Exception {
        String denied;
        String explained;
        try (var cluster = new Cluster(folder)) {
            try (var services = new FourServices(cluster, folder.resolve("projection"))) {
                var root = new Client(services.url(), services.root());
                Organization.create(root).newAccount();
                root.iam().createUser(r -> r.userName("alice"));
                denied = denied(services, root);
                explained = explained(services, denied);
                assertTrue(explained.contains("iam:ListUsers"), explained);
            }
            try (var services = new FourServices(cluster, folder.resolve("projection"))) {
                var root = new Client(services.url(), services.root());
                assertEquals(2, root.organizations().listAccounts().accounts().size());
                assertEquals(
                        "EntityAlreadyExists",
                        Client.refusal(() -> root.iam().createUser(r -> r.userName("alice")))
                                .code());
                // Over the engine's port, from its own folder.
                assertEquals(explained, explained(services, denied));
            }
        }
    }

    /** The id of a request that is denied. */
    private static String denied(FourServices services, Client root) {
        var key = root.iam().createAccessKey(r -> r.userName("alice")).accessKey();
        var alice = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
        try (var calls = new SignedCalls(services.url())) {
            return calls.iam(alice, "ListUsers").header("x-amzn-requestid");
        }
    }

    private static String explained(FourServices services, String id) {
        try (var calls = new SignedCalls(services.url())) {
            Reply reply =
                    calls.post(
                            services.root(),
                            "ostiary",
                            "{\"RequestId\":\"" + id + "\"}",
                            Map.of(
                                    "content-type",
                                    "application/x-amz-json-1.1",
                                    "x-amz-target",
                                    "OstiaryV20261101.ExplainDenial"));
            assertEquals(200, reply.status(), reply.body());
            return reply.body();
        }
    }
}
