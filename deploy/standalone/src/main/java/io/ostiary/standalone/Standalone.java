package io.ostiary.standalone;

import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.contract.id.AccountId;
import io.ostiary.gateway.commands.ClosedAccountSweep;
import io.ostiary.gateway.serve.Gateway;
import io.ostiary.gateway.serve.GatewayConfig;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.log.topic.TopicProvisioner;
import io.ostiary.log.topic.TopicSettings;
import io.ostiary.standalone.folder.BrokerSecrets;
import io.ostiary.standalone.folder.DataFolder;
import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.FirstStart;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole house in this process: the object graph is built in {@link #start}, from top to bottom.
 * {@link #close} ends it in the opposite order and leaves the folder to the next start.
 */
public final class Standalone implements AutoCloseable {
    private static final List<String> SERVICES =
            List.of(Acls.GATEWAY, Acls.WRITER, Acls.PROJECTION, Acls.ENGINE);

    private final Gateway gateway;
    private final DataFolder folder;
    private final FirstStart identity;
    private final EmbeddedBroker broker;
    private final ClosedAccountSweep sweep;
    private final Closing closing;

    private Standalone(
            Gateway gateway,
            DataFolder folder,
            FirstStart identity,
            EmbeddedBroker broker,
            ClosedAccountSweep sweep,
            Closing closing) {
        this.sweep = sweep;
        this.gateway = gateway;
        this.folder = folder;
        this.identity = identity;
        this.broker = broker;
        this.closing = closing;
    }

    /**
     * Returns when everything serves. Whatever it had started is closed when it fails.
     *
     * @throws io.ostiary.standalone.folder.Unusable when the folder cannot be used as it is
     * @throws IllegalStateException when a part does not start
     */
    public static Standalone start(StandaloneOptions options, Progress progress) {
        return start(options, progress, InstantSource.system());
    }

    /** For tests, which move time. */
    static Standalone start(StandaloneOptions options, Progress progress, InstantSource clock) {
        var closing = new Closing();
        try {
            return start(options, progress, clock, closing);
        } catch (Throwable e) { // also what libraries throw without declaring it
            closing.close();
            throw e;
        }
    }

    private static Standalone start(
            StandaloneOptions options, Progress progress, InstantSource clock, Closing closing) {
        progress.step("opening the data folder");
        var folder = closing.add("data folder", DataFolder.open(options.data()));
        Doors.requireUsable(options.listening(), clock);
        var users = Stream.concat(Stream.of(EmbeddedBroker.SUPER_USER), SERVICES.stream()).toList();
        var identity = FirstStart.ensure(folder.files(), options.account(), users);

        // What does not need the broker is read while it starts.
        var loading = House.Loading.start();
        progress.step("starting the broker");
        var broker = closing.add("broker", broker(options, folder, identity.broker()));

        progress.step("preparing topics and access rules");
        int partitions = provision(broker, options.durability());

        var house =
                new House(
                        partitions,
                        identity.masterKey(),
                        loading,
                        folder.projection(),
                        folder.denials(),
                        options.closedAccountsKept(),
                        clock);
        progress.step("starting writer, engine and projection");
        house.startServices(name -> new LogClients(connection(broker, identity, name)), closing);
        house.openAccount(identity.account());

        progress.step("starting the gateway");
        var gateway =
                house.startGateway(
                        GatewayConfig.at(options.listening(), options.region())
                                .with(options.envoy()),
                        closing);

        var endpoint = new Endpoint(gateway.url(), options.region());
        identity.announce(folder.files(), endpoint);
        return new Standalone(gateway, folder, identity, broker, house.sweep(), closing);
    }

    /** For tests, which do not wait for its hour: ends closed accounts whose time is over. */
    void sweepClosedAccounts() {
        sweep.sweep();
    }

    /** Address of the API. */
    public String url() {
        return gateway.url();
    }

    /** Where Envoys ask; 0 when they do not. */
    public int envoyPort() {
        return gateway.envoyPort();
    }

    public AccountId account() {
        return identity.account().account();
    }

    /** For tests, which take it away. */
    EmbeddedBroker broker() {
        return broker;
    }

    /** Where the root credentials lie. */
    public Path rootCredentials() {
        return folder.files().rootCredentialsPath();
    }

    @Override
    public void close() {
        closing.close();
    }

    private static EmbeddedBroker broker(
            StandaloneOptions options, DataFolder folder, BrokerSecrets secrets) {
        var users =
                SERVICES.stream()
                        .map(name -> new BrokerUser(name, secrets.password(name).revealText()))
                        .toList();
        var superUser = secrets.password(EmbeddedBroker.SUPER_USER).revealText();
        return EmbeddedBroker.start(
                new BrokerLayout(folder.kafka(), superUser, users, options.durability(), 0));
    }

    private static int provision(EmbeddedBroker broker, Durability durability) {
        try (var admin = broker.admin()) {
            var provisioner = new TopicProvisioner(admin);
            var settings = TopicSettings.alone(flushing(durability));
            int existing = provisioner.existingPartitions();
            int partitions = existing == 0 ? settings.partitions() : existing;
            provisioner.provision(
                    new TopicSettings(partitions, settings.replicas(), settings.durability()));
            provisioner.provision(Acls.all());
            return partitions;
        }
    }

    private static TopicSettings.Durability flushing(Durability durability) {
        return switch (durability) {
            case DISK -> TopicSettings.Durability.DISK;
            case PROCESS -> TopicSettings.Durability.PROCESS;
        };
    }

    /** The broker as one of the services sees it. */
    static LogConnection connection(EmbeddedBroker broker, FirstStart identity, String user) {
        return LogConnection.plain(
                broker.bootstrapServers(), user, identity.broker().password(user));
    }
}
