package io.ostiary.standalone.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.standalone.lesson.Client;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.model.StsException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Eight clients write and a ninth closes and reopens an account while the process is killed again
 * and again; every other time its read model is deleted before it starts anew. Clients ask on all
 * the while, at the same address.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledHouseTest {

    private static final int CLIENTS = 8;

    /** When the process dies; another one finds other moments. */
    private static final long SEED = Long.getLong("ostiary.crash.seed", 20_260_301);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path parent;

    @Test
    void everyAcknowledgedWriteIsThereOnceAfterThreeKills() throws Exception {
        everyAcknowledgedWriteIsThereOnce(3);
    }

    @Test
    @Tag("nightly")
    void everyAcknowledgedWriteIsThereOnceAfterTwentyKills() throws Exception {
        everyAcknowledgedWriteIsThereOnce(20);
    }

    private void everyAcknowledgedWriteIsThereOnce(int kills) throws Exception {
        var random = new Random(SEED);
        Path data = parent.resolve("data");
        int port = ChildHouse.freePort();
        var callers = new Callers("http://127.0.0.1:" + port);
        var acknowledged = new Semaphore(0);
        List<Workload> clients;
        ClosingWorkload closing;
        IamClient root;

        var house = ChildHouse.start(data, port);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            house.awaitReady();
            root = callers.iam(ChildHouse.rootCredentials(data));
            closing =
                    new ClosingWorkload(
                            new Client(callers.url(), ChildHouse.rootCredentials(data)),
                            data,
                            acknowledged);
            clients =
                    IntStream.range(0, CLIENTS)
                            .mapToObj(i -> workload("c" + i + "-", root, i, acknowledged))
                            .toList();
            List<Future<?>> running = new ArrayList<>();
            clients.forEach(each -> running.add(threads.submit(each)));
            running.add(threads.submit(closing));
            try {
                for (int kill = 1; kill <= kills; kill++) {
                    await(acknowledged, 40 + random.nextInt(200), running);
                    house.kill();
                    if (kill % 2 == 0) {
                        delete(data.resolve("projection"));
                    }
                    house = ChildHouse.start(data, port);
                    house.awaitReady();
                }
                await(acknowledged, 20, running);
            } finally {
                clients.forEach(Workload::stop);
                closing.stop();
            }
            for (Future<?> each : running) {
                each.get();
            }
            theHouseSaysWhatWasAcknowledged(clients, root);
            closing.theHouseSaysWhatWasAcknowledged();
            revokedKeysStayRevoked(clients, callers);
        } finally {
            house.stop();
        }
        try (var models = new ReadModels(data)) {
            models.revisionsAreWhole();
            models.eachRequestHappenedOnce();
            models.theProjectionEqualsAFreshReplay(parent, random);
        }
    }

    private static Workload workload(
            String prefix, IamClient iam, int number, Semaphore acknowledged) {
        return new Workload(prefix, iam, new Random(SEED + number), acknowledged);
    }

    /** Until that many more writes were acknowledged; fails as soon as a client does. */
    private static void await(Semaphore acknowledged, int writes, List<Future<?>> running)
            throws InterruptedException, ExecutionException {
        acknowledged.drainPermits();
        while (!acknowledged.tryAcquire(writes, 1, TimeUnit.SECONDS)) {
            for (Future<?> each : running) {
                if (each.isDone()) {
                    each.get();
                }
            }
        }
    }

    private static void theHouseSaysWhatWasAcknowledged(List<Workload> clients, IamClient root) {
        Map<String, List<User>> users =
                root.listUsersPaginator().users().stream()
                        .collect(Collectors.groupingBy(User::userName));
        var known = new java.util.HashSet<String>();
        for (Workload client : clients) {
            for (Ledger each : client.ledgers()) {
                known.add(each.name);
                each.check(root);
            }
        }
        users.forEach((name, found) -> assertEquals(1, found.size(), name));
        users.keySet().removeAll(known);
        users.remove("opener");
        assertEquals(Map.of(), users, "users that nobody created");
    }

    private static void revokedKeysStayRevoked(List<Workload> clients, Callers callers) {
        int revoked = 0;
        int live = 0;
        for (Workload client : clients) {
            for (Ledger each : client.ledgers()) {
                for (AwsCredentials credentials : each.revoked.values()) {
                    var refused =
                            assertThrows(
                                    StsException.class,
                                    () -> callers.sts(credentials).getCallerIdentity());
                    assertEquals("InvalidClientTokenId", refused.awsErrorDetails().errorCode());
                    revoked++;
                }
                if (!each.closed) {
                    for (AwsCredentials credentials : each.keys.values()) {
                        assertEquals(
                                each.id, callers.sts(credentials).getCallerIdentity().userId());
                        live++;
                    }
                }
            }
        }
        assertFalse(revoked == 0 || live == 0, revoked + " revoked keys, " + live + " live ones");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
