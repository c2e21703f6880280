package io.ostiary.standalone.apart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.broker.Durability;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.standalone.LogBeginning;
import io.ostiary.standalone.Standalone;
import io.ostiary.standalone.StandaloneOptions;
import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.Unusable;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;

/** A process whose keys are not the log's starts nothing and leaves nothing. */
@Execution(ExecutionMode.CONCURRENT)
final class MasterKeyTest {

    private static final HostPort NOWHERE = new HostPort("127.0.0.1", 1);

    @TempDir Path folder;

    @Test
    void a133_noServiceStartsWithAnotherMasterKey() throws Exception {
        try (var cluster = new Cluster(folder)) {
            cluster.init();
            // The log has its key; the services below come from another one.
            WriterProcess.start(cluster.settings(KeyRole.WRITER)).close();
            var other = MasterKey.random();
            var projection = folder.resolve("projection");

            assertRefused(
                    () -> {
                        var settings = strange(cluster, other, KeyRole.WRITER);
                        WriterProcess.start(settings).close();
                    });
            assertRefused(
                    () -> {
                        var settings = strange(cluster, other, KeyRole.ENGINE);
                        EngineProcess.start(settings, FourServices.ANYWHERE, null).close();
                    });
            assertRefused(
                    () -> {
                        var settings = strange(cluster, other, KeyRole.PROJECTION);
                        ProjectionProcess.start(settings, FourServices.ANYWHERE, projection)
                                .close();
                    });
            assertTrue(Files.notExists(projection));
            // Only the writer can tell the gateway.
            try (var writer = WriterProcess.start(cluster.settings(KeyRole.WRITER))) {
                assertTrue(writer.isRunning());
                assertRefused(
                        () -> {
                            var settings = strange(cluster, other, KeyRole.GATEWAY);
                            GatewayProcess.start(
                                            settings,
                                            new GatewayProcess.Addresses(
                                                    FourServices.ANYWHERE,
                                                    "us-east-1",
                                                    FourServices.neighbour(NOWHERE),
                                                    FourServices.neighbour(NOWHERE)))
                                    .close();
                        });
            }
        }
    }

    @Test
    void a133_aWriterWithAnotherKeyOpensNoAccountOnANewLog() throws Exception {
        try (var cluster = new Cluster(folder)) {
            cluster.init();
            var own = cluster.keyFile(KeyRole.WRITER);
            var other = MasterKey.random();
            var strange =
                    KeyFile.derived(
                            other, KeyRole.WRITER, own.user(), own.password(), own.firstAccount());
            assertRefused(() -> WriterProcess.start(settings(cluster, strange)).close());
            // What `init` asked for is all that happened; the right writer goes on from there.
            assertFalse(isOpen(cluster, own));
            WriterProcess.start(cluster.settings(KeyRole.WRITER)).close();
            assertTrue(isOpen(cluster, own));
        }
    }

    @Test
    void anEngineThatIsTheFirstToStartWaitsForTheWriterAndSaysSo() throws Exception {
        try (var cluster = new Cluster(folder)) {
            cluster.init();
            var settings =
                    cluster.settings(cluster.keyFile(KeyRole.ENGINE), Duration.ofMillis(300));
            var refused =
                    assertThrows(
                            Unusable.class,
                            () ->
                                    EngineProcess.start(settings, FourServices.ANYWHERE, null)
                                            .close());
            assertTrue(message(refused).contains("start the writer"), message(refused));
        }
    }

    @Test
    void initFromAnotherFolderIsRefusedOnceTheLogHasItsKey() throws Exception {
        try (var cluster = new Cluster(folder)) {
            cluster.init();
            WriterProcess.start(cluster.settings(KeyRole.WRITER)).close();
            var other = folder.resolve("other-keys");
            assertRefused(() -> cluster.init(other));
            assertTrue(Files.notExists(other.resolve("writer.keys")));
            cluster.init();
        }
    }

    @Test
    void initAndTheWritersStartMayBeRepeated() throws Exception {
        try (var cluster = new Cluster(folder)) {
            var first = cluster.init();
            WriterProcess.start(cluster.settings(KeyRole.WRITER)).close();
            long events = events(cluster);
            var second = cluster.init();
            assertEquals(first.account(), second.account());
            assertEquals(
                    cluster.keyFile(KeyRole.ENGINE).masterKeyCheck(),
                    cluster.keyFile(KeyRole.WRITER).masterKeyCheck());
            WriterProcess.start(cluster.settings(KeyRole.WRITER)).close();
            assertEquals(events, events(cluster));
        }
    }

    @Test
    void a133_standaloneRefusesAnotherMasterKeyAndStartsAgainWithItsOwn() throws Exception {
        var data = folder.resolve("data");
        var options =
                new StandaloneOptions(data, new Endpoint(0, "us-east-1"), null, Durability.PROCESS);
        Standalone.start(options, _ -> {}).close();
        var file = data.resolve("master.key");
        var own = Files.readString(file);
        Files.writeString(
                file,
                Base64.getEncoder().encodeToString(MasterKey.random().export().revealBytes()));
        assertRefused(() -> Standalone.start(options, _ -> {}).close());
        Files.writeString(file, own);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Standalone.start(options, _ -> {}).close();
    }

    private static ServiceSettings strange(Cluster cluster, MasterKey other, KeyRole role) {
        var own = cluster.keyFile(role);
        return settings(cluster, KeyFile.derived(other, role, own.user(), own.password(), null));
    }

    private static ServiceSettings settings(Cluster cluster, KeyFile keys) {
        return cluster.settings(keys, Cluster.PATIENCE);
    }

    private static boolean isOpen(Cluster cluster, KeyFile writers) {
        try (var beginning =
                new LogBeginning(new LogClients(cluster.admin()), Cluster.PARTITIONS)) {
            return beginning.isOpen(Objects.requireNonNull(writers.firstAccount()).account());
        }
    }

    /** Where iam.events ends, all partitions together. */
    private static long events(Cluster cluster) {
        try (var consumer = new LogClients(cluster.admin()).reader("count")) {
            var partitions =
                    consumer.partitionsFor(Topics.EVENTS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static void assertRefused(Executable start) {
        var refused = assertThrows(Unusable.class, start);
        assertTrue(message(refused).contains("another master key"), message(refused));
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
