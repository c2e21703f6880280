package io.ostiary.standalone.apart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.Organization;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/**
 * After a restart of everything no reader names the revisions of before, and answers that tell of
 * them are not kept waiting for that.
 */
final class RestartedServicesTest {

    @Test
    void whatIsOldIsAnsweredAfterARestart(@TempDir Path folder) throws Exception {
        try (var cluster = new Cluster(folder)) {
            try (var services = new FourServices(cluster, folder.resolve("projection"))) {
                var root = new Client(services.url(), services.root());
                Organization.create(root).newAccount();
                root.iam().createUser(r -> r.userName("alice"));
            }
            try (var services = new FourServices(cluster, folder.resolve("projection"))) {
                var root = new Client(services.url(), services.root());
                assertEquals(2, root.organizations().listAccounts().accounts().size());
                assertEquals(
                        "EntityAlreadyExists",
                        Client.refusal(() -> root.iam().createUser(r -> r.userName("alice")))
                                .code());
            }
        }
    }
}
