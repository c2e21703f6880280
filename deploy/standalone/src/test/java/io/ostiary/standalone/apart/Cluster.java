package io.ostiary.standalone.apart;

import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.contract.secret.Secret;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.sealing.KeyRole;
import io.ostiary.standalone.folder.Endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * A broker whose users are managed elsewhere, as {@code init} and services apart meet it: its
 * passwords lie in files, and nothing of ours was made there.
 */
final class Cluster implements AutoCloseable {

    /** Short, so that a test may wait for its end. */
    static final Duration LEASE = Duration.ofSeconds(2);

    static final int PARTITIONS = 4;

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ADMIN_PASSWORD = "administrators-password";
    private static final List<String> USERS =
            List.of(Acls.GATEWAY, Acls.WRITER, Acls.ENGINE, Acls.PROJECTION);

    private final Path folder;
    private final EmbeddedBroker broker;

    /**
     * @param folder empty; for the broker and the files
     */
    Cluster(Path folder) throws IOException {
        this.folder = folder;
        this.broker =
                EmbeddedBroker.start(
                        new BrokerLayout(
                                folder.resolve("kafka"),
                                ADMIN_PASSWORD,
                                USERS.stream()
                                        .map(user -> new BrokerUser(user, password(user)))
                                        .toList(),
                                Durability.PROCESS,
                                0));
        var lines = new StringBuilder();
        USERS.forEach(user -> lines.append(user).append('=').append(password(user)).append('\n'));
        write(passwords(), lines.toString());
        write(adminPassword(), ADMIN_PASSWORD + "\n");
    }

    private static String password(String user) {
        return "the-password-of-" + user;
    }

    private static void write(Path path, String content) throws IOException {
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, content);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Path passwords() {
        return folder.resolve("passwords");
    }

    Path adminPassword() {
        return folder.resolve("admin-password");
    }

    LogConnection admin() {
        return LogConnection.plain(
                bootstrapServers(), EmbeddedBroker.SUPER_USER, Secret.of(ADMIN_PASSWORD));
    }

    LogConnection as(String user) {
        return LogConnection.plain(bootstrapServers(), user, Secret.of(password(user)));
    }

    Path keys() {
        return folder.resolve("keys");
    }

    Initialization init() {
        return init(keys());
    }

    Initialization init(Path keys) {
        return Initialization.run(
                new InitOptions(
                        admin(),
                        keys,
                        passwords(),
                        null,
                        new Endpoint(0, "us-east-1"),
                        PARTITIONS,
                        null));
    }

    KeyFile keyFile(KeyRole role) {
        return KeyFile.read(keys().resolve(KeyFile.nameFor(role)), role);
    }

    ServiceSettings settings(KeyRole role) {
        return settings(keyFile(role), PATIENCE);
    }

    ServiceSettings settings(KeyFile keys, Duration patience) {
        return new ServiceSettings(keys, bootstrapServers(), false, LEASE, patience);
    }

    @Override
    public void close() {
        broker.close();
    }
}
