package io.ostiary.standalone.apart;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.TopicProvisioner;
import io.ostiary.log.topic.TopicSettings;
import io.ostiary.log.topic.TopicSettings.Durability;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.standalone.FirstAccount;
import io.ostiary.standalone.LogBeginning;
import io.ostiary.standalone.folder.BrokerSecrets;
import io.ostiary.standalone.folder.DataFolder;
import io.ostiary.standalone.folder.FirstStart;
import io.ostiary.standalone.folder.FolderFiles;
import io.ostiary.standalone.folder.Unusable;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SecurityDisabledException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Prepares a broker and the key files of the four services. May be run again: what was made stays,
 * what is missing is made, and what was cut short is completed.
 *
 * <p>The order is that of a standalone's first start: master key, root credentials and passwords
 * are on disk before anything outside knows of them.
 *
 * @param account of the root credentials
 * @param rootCredentials where they lie
 * @param masterKey where it lies; no service needs it
 * @param keyFiles a file a service
 * @param strangers users whose password the broker does not take yet
 */
public record Initialization(
        AccountId account,
        Path rootCredentials,
        Path masterKey,
        Map<KeyRole, Path> keyFiles,
        List<String> strangers) {

    private static final int REPLICAS = 3;

    /**
     * @throws Unusable when the folder or the broker is not right, or the broker's log belongs to
     *     another master key
     */
    public static Initialization run(InitOptions options) {
        try (var folder = DataFolder.open(options.keys())) {
            var identity = identity(folder.files(), options);
            provision(options, identity.masterKey());
            var keyFiles = writeKeyFiles(folder.path(), identity);
            identity.announce(folder.files(), options.endpoint());
            return new Initialization(
                    identity.account().account(),
                    folder.files().rootCredentialsPath(),
                    folder.path().resolve("master.key"),
                    keyFiles,
                    strangers(options, identity.broker()));
        }
    }

    /** The login of each role has its name. */
    private static String user(KeyRole role) {
        return switch (role) {
            case GATEWAY -> Acls.GATEWAY;
            case WRITER -> Acls.WRITER;
            case ENGINE -> Acls.ENGINE;
            case PROJECTION -> Acls.PROJECTION;
        };
    }

    private static List<String> users() {
        var users = new ArrayList<String>();
        for (KeyRole role : KeyRole.values()) {
            users.add(user(role));
        }
        return users;
    }

    private static FirstStart identity(FolderFiles files, InitOptions options) {
        Path given = options.brokerPasswords();
        var identity = FirstStart.ensure(files, options.account(), users());
        if (given == null) {
            return identity;
        }
        var passwords = BrokerSecrets.given(given);
        if (!passwords.covers(users())) {
            throw new Unusable(
                    "`" + given + "` needs a line for each of " + String.join(", ", users()));
        }
        passwords.write(files);
        return new FirstStart(identity.masterKey(), identity.account(), passwords);
    }

    private static void provision(InitOptions options, MasterKey masterKey) {
        var clients = new LogClients(options.admin());
        try (Admin admin = clients.admin("init")) {
            var provisioner = new TopicProvisioner(admin);
            int existing = provisioner.existingPartitions();
            var settings = settings(options, admin, existing);
            if (existing > 0) {
                try (var beginning = new LogBeginning(clients, existing)) {
                    beginning.isRegistered(masterKey.checkValue());
                }
            }
            provisioner.provision(settings);
            provisioner.provision(Acls.all());
            // The first command of a new log: no service with keys of another house is faster.
            try (var beginning = new LogBeginning(clients, settings.partitions())) {
                beginning.request(clients, masterKey.checkValue());
            }
        } catch (SecurityDisabledException e) {
            throw new Unusable(
                    "the broker keeps no access rules, so whoever reaches it would be root: give it"
                            + " an authorizer (authorizer.class.name) and SASL logins",
                    e);
        } catch (AuthenticationException e) {
            throw new Unusable(
                    "the broker does not take this login: give --user and --password-file of an"
                            + " administrator",
                    e);
        } catch (KafkaException e) {
            throw new Unusable(
                    "the broker at "
                            + options.admin().bootstrapServers()
                            + " cannot be prepared: "
                            + e.getClass().getSimpleName()
                            + ", "
                            + e.getMessage(),
                    e);
        }
    }

    private static TopicSettings settings(InitOptions options, Admin admin, int existing) {
        Integer wanted = options.partitions();
        if (existing > 0 && wanted != null && wanted != existing) {
            throw new Unusable(
                    "the topics have "
                            + existing
                            + " partitions, for good: leave --partitions out");
        }
        int partitions =
                existing > 0
                        ? existing
                        : wanted != null ? wanted : TopicSettings.cluster().partitions();
        Integer replicas = options.replicas();
        int copies = replicas != null ? replicas : Math.min(REPLICAS, brokers(admin));
        // Where no other broker has a copy, the one there is must be on disk.
        var durability = copies < REPLICAS ? Durability.DISK : Durability.PROCESS;
        try {
            return new TopicSettings(partitions, (short) copies, durability);
        } catch (IllegalArgumentException e) {
            throw new Unusable("--partitions or --replicas: " + e.getMessage(), e);
        }
    }

    private static int brokers(Admin admin) {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Map<KeyRole, Path> writeKeyFiles(Path folder, FirstStart identity) {
        var first =
                FirstAccount.of(
                        identity.account(),
                        new CommandFields(identity.masterKey().derive(Purpose.COMMAND_FIELD)));
        Map<KeyRole, Path> written = new EnumMap<>(KeyRole.class);
        for (KeyRole role : KeyRole.values()) {
            Path path = folder.resolve(KeyFile.nameFor(role));
            KeyFile.derived(
                            identity.masterKey(),
                            role,
                            user(role),
                            identity.broker().password(user(role)),
                            role == KeyRole.WRITER ? first : null)
                    .write(path);
            written.put(role, path);
        }
        return written;
    }

    private static List<String> strangers(InitOptions options, BrokerSecrets passwords) {
        var strangers = new ArrayList<String>();
        for (String user : users()) {
            var connection = options.admin().as(user, passwords.password(user));
            try (Admin admin = new LogClients(connection).admin("init-" + user)) {
                brokers(admin);
            } catch (AuthenticationException e) {
                strangers.add(user);
            }
        }
        return List.copyOf(strangers);
    }
}
