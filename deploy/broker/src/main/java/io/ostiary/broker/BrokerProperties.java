package io.ostiary.broker;

import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The broker's properties file, as a function of layout and ports. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";
    static final String CLIENTS = "SASL";
    static final String LOOPBACK = "127.0.0.1";
    private static final String MOST_CONNECTIONS = "512";

    private BrokerProperties() {}

    static Properties of(BrokerLayout layout, int clientPort, int controllerPort) {
        var properties = new Properties();
        node(properties, layout, clientPort, controllerPort);
        access(properties, layout);
        singleCopies(properties);
        smallAndQuick(properties);
        return properties;
    }

    /** The same node without its broker, for {@link LeftRegistration}. */
    static Properties controllerAlone(BrokerLayout layout, int controllerPort) {
        var properties = of(layout, controllerPort, controllerPort);
        properties.setProperty("process.roles", "controller");
        properties.setProperty("listeners", CONTROLLER + "://" + LOOPBACK + ":" + controllerPort);
        properties.remove("advertised.listeners");
        properties.remove("inter.broker.listener.name");
        return properties;
    }

    private static void node(
            Properties p, BrokerLayout layout, int clientPort, int controllerPort) {
        var folder = layout.folder().toAbsolutePath().toString();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", Integer.toString(NODE_ID));
        p.setProperty("log.dirs", folder);
        p.setProperty("metadata.log.dir", folder);
        var clients = CLIENTS + "://" + LOOPBACK + ":" + clientPort;
        p.setProperty(
                "listeners", clients + "," + CONTROLLER + "://" + LOOPBACK + ":" + controllerPort);
        p.setProperty("advertised.listeners", clients);
        p.setProperty(
                "listener.security.protocol.map",
                CLIENTS + ":SASL_PLAINTEXT," + CONTROLLER + ":SASL_PLAINTEXT");
        p.setProperty("inter.broker.listener.name", CLIENTS);
        p.setProperty("controller.listener.names", CONTROLLER);
        p.setProperty("controller.quorum.voters", NODE_ID + "@" + LOOPBACK + ":" + controllerPort);
    }

    private static void access(Properties p, BrokerLayout layout) {
        p.setProperty("sasl.enabled.mechanisms", "PLAIN");
        p.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
        p.setProperty("sasl.mechanism.controller.protocol", "PLAIN");
        p.setProperty("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        // Nobody but the broker itself has business at the controller.
        p.setProperty(
                "listener.name.controller.plain.sasl.jaas.config",
                jaas(layout.superUser(), Stream.of(layout.superUser())));
        p.setProperty(
                "listener.name.sasl.plain.sasl.jaas.config",
                jaas(
                        layout.superUser(),
                        Stream.concat(Stream.of(layout.superUser()), layout.users().stream())));
        // The house has a few dozen. Whoever else opens some, without a login, must not take the
        // files that the log needs (attack A124).
        p.setProperty("listener.name.sasl.max.connections", MOST_CONNECTIONS);
        p.setProperty("listener.name.controller.max.connections", MOST_CONNECTIONS);
        // Before a login: names and passwords are short.
        p.setProperty("sasl.server.max.receive.size", "8192");
        p.setProperty(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        p.setProperty("super.users", "User:" + EmbeddedBroker.SUPER_USER);
        p.setProperty("allow.everyone.if.no.acl.found", "false");
        p.setProperty("auto.create.topics.enable", "false");
    }

    static String jaas(BrokerUser own, Stream<BrokerUser> admitted) {
        return admitted.map(user -> " user_" + user.name() + "=\"" + user.password() + "\"")
                .collect(
                        Collectors.joining(
                                "",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                        + " username=\""
                                        + own.name()
                                        + "\" password=\""
                                        + own.password()
                                        + "\"",
                                ";"));
    }

    private static void singleCopies(Properties p) {
        p.setProperty("default.replication.factor", "1");
        p.setProperty("min.insync.replicas", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        // One for each writer at most, so that their flushes do not wait for one another.
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void smallAndQuick(Properties p) {
        // A hung writer's open transaction holds back every reader: look for such every second.
        p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        p.setProperty("transaction.max.timeout.ms", "60000");
        // A transaction that begins while the markers of the last are being written is asked for
        // again after this long; the default is 20 ms, three times what the markers take.
        p.setProperty("add.partitions.to.txn.retry.backoff.ms", "1");
        p.setProperty("add.partitions.to.txn.retry.backoff.max.ms", "20");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // Nobody could take this broker's partitions over. To be fenced because the process paused
        // would only cost them their leader for a while, and that is not harmless: see
        // LeftRegistration, which also sees to it that no start waits for a session to end.
        p.setProperty("broker.session.timeout.ms", "3600000");
        p.setProperty("broker.heartbeat.interval.ms", "200");
        // An idle broker writes nothing: without this a no-op record is flushed twice a second.
        p.setProperty("metadata.max.idle.interval.ms", "0");
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("num.replica.fetchers", "1");
        p.setProperty("num.recovery.threads.per.data.dir", "2");
        p.setProperty("group.coordinator.threads", "1");
        p.setProperty("share.coordinator.threads", "1");
        p.setProperty("log.cleaner.threads", "1");
        p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        p.setProperty("log.cleaner.io.buffer.size", "131072");
        p.setProperty("log.index.size.max.bytes", "1048576");
        // Small segments: the last one is read again after a SIGKILL, and only older ones
        // compacted.
        p.setProperty("log.segment.bytes", "67108864");
        p.setProperty("transaction.state.log.segment.bytes", "8388608");
        p.setProperty("offsets.topic.segment.bytes", "8388608");
        p.setProperty("socket.request.max.bytes", "33554432");
        p.setProperty("metric.reporters", "");
    }
}
