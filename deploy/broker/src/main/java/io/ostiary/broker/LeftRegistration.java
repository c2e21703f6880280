package io.ostiary.broker;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * What a broker that was killed leaves with its controller: it counts as alive, and as the leader
 * of every partition. A new one that starts from there loses its partitions once more before it
 * gets them, when the controller finds the old one gone. Kafka 4.4 takes a partition without a
 * leader for a deleted one (KAFKA-20734), and so forgets to end a transaction that was being
 * committed when the old broker died: its records stay unreadable for ever, and all behind them.
 *
 * <p>So the controller is started alone first and told that the old broker is gone. The new one
 * then gets every partition at once, and need not wait for the old one's session to end.
 */
final class LeftRegistration {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ASK_AGAIN = Duration.ofMillis(5);

    private LeftRegistration() {}

    /** Whether the last broker on the folder ended in another way than by a clean stop. */
    static boolean mayBeIn(Path folder) {
        return Files.exists(folder.resolve("__cluster_metadata-0"))
                && !Files.exists(folder.resolve(".kafka_cleanshutdown"));
    }

    /**
     * @param controllerPort a free one
     * @throws IllegalStateException when the controller does not do it in time
     */
    static void remove(BrokerLayout layout, int controllerPort) {
        var properties = BrokerProperties.controllerAlone(layout, controllerPort);
        var controller = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            controller.startup();
            unregister(layout, controllerPort);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static void unregister(BrokerLayout layout, int controllerPort) {
        var settings = EmbeddedBroker.clientSettings("", layout.superUser());
        settings.remove("bootstrap.servers");
        settings.put("bootstrap.controllers", BrokerProperties.LOOPBACK + ":" + controllerPort);
        settings.put("retry.backoff.ms", 10);
        long until = System.nanoTime() + PATIENCE.toNanos();
        try (var admin = Admin.create(settings)) {
            while (!isUnregistered(admin)) {
                if (System.nanoTime() - until >= 0) {
                    throw new IllegalStateException("the controller does not get ready");
                }
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
        }
    }

    /** False while the controller has not read enough of its own log to be spoken to. */
    private static boolean isUnregistered(Admin admin) {
        try {
            admin.unregisterBroker(BrokerProperties.NODE_ID)
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnsupportedVersionException) {
                return false;
            }
            if (e.getCause() instanceof BrokerIdNotRegisteredException) {
                return true;
            }
            throw new IllegalStateException("the controller refuses", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the controller did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the controller starts", e);
        }
    }
}
