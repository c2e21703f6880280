package io.ostiary.broker;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Kafka broker and its KRaft controller in this process, on one folder.
 *
 * <p>Listens on 127.0.0.1 only; every client says who it is by SASL/PLAIN; {@link #SUPER_USER} may
 * do everything, others what ACLs grant. Started again on the same folder, also after a SIGKILL, it
 * has what it acknowledged, as far as {@link Durability} promises. Two processes cannot share a
 * folder: the second one's start fails.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** The login that no ACL binds. */
    public static final String SUPER_USER = "broker";

    private static final int ATTEMPTS = 3;

    static {
        // Kafka's server links against Log4j's API and logs through SLF4J. Alone, that API prints
        // an
        // error about its missing backend unless it is told which one to take.
        if (System.getProperty("log4j2.loggerContextFactory") == null) {
            System.setProperty(
                    "log4j2.loggerContextFactory",
                    "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        }
    }

    private final BrokerLayout layout;
    private final FolderLock lock;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(BrokerLayout layout, FolderLock lock, KafkaRaftServer server, int port) {
        this.layout = layout;
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /**
     * What is done last where Kafka ends the process at once, since it cannot write its log any
     * more. What was acknowledged is in the log.
     */
    public static void beforeHalt(Runnable last) {
        Exit.setHaltProcedure(
                (status, _) -> {
                    last.run();
                    Runtime.getRuntime().halt(status);
                });
    }

    /**
     * Starts a broker and returns when it serves and its transaction log has the durability asked
     * for.
     *
     * @throws IllegalStateException when it cannot start: no free port, folder in use or damaged
     */
    public static EmbeddedBroker start(BrokerLayout layout) {
        var lock = FolderLock.take(layout.folder());
        try {
            return start(layout, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedBroker start(BrokerLayout layout, FolderLock lock) {
        format(layout.folder());
        for (int attempt = 1; ; attempt++) {
            if (LeftRegistration.mayBeIn(layout.folder())) {
                LeftRegistration.remove(layout, freePort());
            }
            int port = layout.port() == 0 ? freePort() : layout.port();
            var properties = BrokerProperties.of(layout, port, freePort());
            var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            try {
                server.startup();
                var broker = new EmbeddedBroker(layout, lock, server, port);
                broker.setDurability();
                return broker;
            } catch (RuntimeException e) {
                server.shutdown();
                // A free port can be taken by someone else before we bind it.
                if (attempt == ATTEMPTS || !isBindFailure(e)) {
                    throw new IllegalStateException(
                            "the embedded broker does not start on " + layout.folder(), e);
                }
            }
        }
    }

    /** A broker on a new folder below {@code java.io.tmpdir}, for tests: port free, not flushed. */
    public static EmbeddedBroker inTemporaryFolder(String... users) {
        try {
            var folder = Files.createTempDirectory("ostiary-broker");
            var logins =
                    Stream.of(users).map(name -> new BrokerUser(name, randomPassword())).toList();
            return start(new BrokerLayout(folder, randomPassword(), logins, Durability.PROCESS, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return BrokerProperties.LOOPBACK + ":" + port;
    }

    public Path folder() {
        return layout.folder();
    }

    /**
     * Address and login of a user, to be completed into the settings of any Kafka client. Holds the
     * password: not for logs.
     *
     * @throws IllegalArgumentException when there is no such user
     */
    public Map<String, Object> clientSettings(String user) {
        var login =
                Stream.concat(Stream.of(layout.superUser()), layout.users().stream())
                        .filter(candidate -> candidate.name().equals(user))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no broker user `" + user + "`"));
        return clientSettings(bootstrapServers(), login);
    }

    /** The same for a broker elsewhere. */
    public static Map<String, Object> clientSettings(String bootstrapServers, BrokerUser login) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "PLAIN");
        settings.put("sasl.jaas.config", BrokerProperties.jaas(login, Stream.of()));
        settings.put("enable.metrics.push", false);
        return settings;
    }

    /** A new admin client of {@link #SUPER_USER}; the caller closes it. */
    public Admin admin() {
        return Admin.create(clientSettings(SUPER_USER));
    }

    /** Stops cleanly; the folder can be started again at once. Harmless when stopped already. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    private void setDurability() {
        try (var admin = admin()) {
            new TransactionLog(admin).ensure(layout.durability());
        }
    }

    /** Does nothing where it was done; a format cut short is done again. */
    private static void format(Path folder) {
        // The formatter writes this file last, and whole.
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(folder.toAbsolutePath().toString()))
                    .setMetadataLogDirectory(folder.toAbsolutePath().toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) { // Formatter.run declares it
            throw new IllegalStateException("cannot prepare the broker's folder " + folder, e);
        }
    }

    private static boolean isBindFailure(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BindException
                    || String.valueOf(t.getMessage()).contains("Socket server failed to bind")) {
                return true;
            }
        }
        return false;
    }

    private static String randomPassword() {
        return new BigInteger(160, new SecureRandom())
                .add(BigInteger.ONE.shiftLeft(160))
                .toString(36);
    }

    static int freePort() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(BrokerProperties.LOOPBACK), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }
}
