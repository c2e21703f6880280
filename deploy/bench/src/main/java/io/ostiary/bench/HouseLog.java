package io.ostiary.bench;

import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.log.topic.Topics;
import io.ostiary.sealing.MasterKey;
import io.ostiary.standalone.folder.DataFolder;
import io.ostiary.standalone.folder.FirstStart;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The broker of a data folder that a house was started on before, without its services. */
final class HouseLog implements AutoCloseable {

    private static final List<String> SERVICES =
            List.of(Acls.GATEWAY, Acls.WRITER, Acls.PROJECTION, Acls.ENGINE);
    private static final ConfigResource EVENTS =
            new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS);

    private final DataFolder folder;
    private final FirstStart identity;
    private final EmbeddedBroker broker;

    private HouseLog(DataFolder folder, FirstStart identity, EmbeddedBroker broker) {
        this.folder = folder;
        this.identity = identity;
        this.broker = broker;
    }

    static HouseLog open(Path data) {
        var folder = DataFolder.open(data);
        var users = Stream.concat(Stream.of(EmbeddedBroker.SUPER_USER), SERVICES.stream());
        var identity = FirstStart.ensure(folder.files(), null, users.toList());
        var passwords = identity.broker();
        var logins =
                SERVICES.stream()
                        .map(name -> new BrokerUser(name, passwords.password(name).revealText()))
                        .toList();
        var superUser = passwords.password(EmbeddedBroker.SUPER_USER).revealText();
        var layout = new BrokerLayout(folder.kafka(), superUser, logins, Durability.PROCESS, 0);
        return new HouseLog(folder, identity, EmbeddedBroker.start(layout));
    }

    LogClients as(String user) {
        return new LogClients(
                LogConnection.plain(
                        broker.bootstrapServers(), user, identity.broker().password(user)));
    }

    MasterKey masterKey() {
        return identity.masterKey();
    }

    /**
     * A history that is written for a bench need not survive a power cut. The house's next start
     * sets what it wants.
     */
    void flushEventsNoMore() {
        var unflushed = new ConfigEntry("flush.messages", Long.toString(Long.MAX_VALUE));
        try (var admin = broker.admin()) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    EVENTS,
                                    List.of(
                                            new AlterConfigOp(
                                                    unflushed, AlterConfigOp.OpType.SET))))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    @Override
    public void close() {
        broker.close();
        folder.close();
    }
}
