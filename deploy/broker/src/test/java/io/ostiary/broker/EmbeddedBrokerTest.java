package io.ostiary.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Start, stop, start again, and what is still there. */
@Execution(ExecutionMode.CONCURRENT)
final class EmbeddedBrokerTest {
    private static final String PASSWORD = "only-for-this-test";
    private static final ConfigResource TRANSACTIONS =
            new ConfigResource(Type.TOPIC, "__transaction_state");

    @TempDir Path folder;

    @Test
    void aSecondStartFindsWhatTheFirstOneKept() throws Exception {
        String cluster;
        try (var broker = start(Durability.PROCESS)) {
            cluster = clusterId(broker);
            Transactions.produce(broker, "kept", "before");
        }
        try (var broker = start(Durability.PROCESS)) {
            assertEquals(cluster, clusterId(broker));
            Transactions.produce(broker, "kept", "after");
            assertEquals(List.of("before", "after"), Transactions.committed(broker, "kept", 2));
        }
    }

    @Test
    void afterSigkillEveryAcknowledgedRecordIsThereAndWritingGoesOn() throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Transactions.class.getName(),
                                folder.toString(),
                                PASSWORD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var output = process.inputReader()) {
            assertEquals("acknowledged", output.readLine());
        } finally {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        try (var broker = start(Durability.DISK)) {
            assertEquals(List.of("acknowledged"), Transactions.committed(broker, "kept", 1));
            Transactions.produce(broker, "kept", "after");
            assertEquals(
                    List.of("acknowledged", "after"), Transactions.committed(broker, "kept", 2));
        }
    }

    /** The controller that was alone for a moment must not pass for a clean stop of the broker. */
    @Test
    void whatAKilledBrokerLeftIsRemovedAndTheNextOneStillChecksItsLogs() throws Exception {
        try (var broker = start(Durability.PROCESS)) {
            Transactions.produce(broker, "kept", "before");
        }
        Files.delete(folder.resolve(".kafka_cleanshutdown"));
        var layout = new BrokerLayout(folder, PASSWORD, List.of(), Durability.PROCESS, 0);
        LeftRegistration.remove(layout, EmbeddedBroker.freePort());
        LeftRegistration.remove(layout, EmbeddedBroker.freePort());
        assertTrue(LeftRegistration.mayBeIn(folder));
        try (var broker = start(Durability.PROCESS)) {
            assertEquals(List.of("before"), Transactions.committed(broker, "kept", 1));
        }
        assertFalse(LeftRegistration.mayBeIn(folder));
    }

    @Test
    void theTransactionLogIsFlushedWhenDurabilityIsDiskAndNotWhenItIsProcess() throws Exception {
        try (var broker = start(Durability.DISK)) {
            assertEquals("1", flushMessages(broker));
        }
        try (var broker = start(Durability.PROCESS)) {
            assertEquals(Long.toString(Long.MAX_VALUE), flushMessages(broker));
        }
        try (var broker = start(Durability.DISK)) {
            assertEquals("1", flushMessages(broker));
        }
    }

    @Test
    void twoBrokersDoNotShareAFolder() throws Exception {
        try (var broker = start(Durability.PROCESS)) {
            assertThrows(IllegalStateException.class, () -> start(Durability.PROCESS));
            Transactions.produce(broker, "kept", "still alive");
        }
    }

    @Test
    void aFormatCutShortIsDoneAgain() throws IOException {
        // The formatter writes the bootstrap snapshot first, meta.properties last.
        var log = Files.createDirectories(folder.resolve("__cluster_metadata-0"));
        Files.createFile(log.resolve("00000000000000000000-0000000000.checkpoint.part"));
        Files.createFile(log.resolve("00000000000000000000-0000000000.checkpoint"));
        try (var broker = start(Durability.PROCESS)) {
            assertTrue(broker.bootstrapServers().startsWith("127.0.0.1:"));
        }
    }

    @Test
    void closingTwiceIsHarmless() {
        var broker = start(Durability.PROCESS);
        broker.close();
        broker.close();
    }

    private EmbeddedBroker start(Durability durability) {
        return EmbeddedBroker.start(new BrokerLayout(folder, PASSWORD, List.of(), durability, 0));
    }

    private static String clusterId(EmbeddedBroker broker) throws Exception {
        try (var admin = broker.admin()) {
            return admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS);
        }
    }

    private static String flushMessages(EmbeddedBroker broker) throws Exception {
        try (var admin = broker.admin()) {
            var configs =
                    admin.describeConfigs(List.of(TRANSACTIONS)).all().get(30, TimeUnit.SECONDS);
            return Objects.requireNonNull(configs.get(TRANSACTIONS)).get("flush.messages").value();
        }
    }
}
