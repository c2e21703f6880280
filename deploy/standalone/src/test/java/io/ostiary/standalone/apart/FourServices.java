package io.ostiary.standalone.apart;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.remote.Neighbour;
import io.ostiary.sealing.KeyRole;
import io.ostiary.standalone.Closing;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** One of each service on one cluster, each with its own key file and no other connection. */
final class FourServices implements AutoCloseable {

    static final Listening ANYWHERE = Listening.loopback(0);

    private final Closing closing = new Closing();
    private final AwsCredentials root;
    private final HostPort engine;
    private final HostPort projection;
    private final HostPort gateway;

    FourServices(Cluster cluster, Path projectionFolder) throws IOException {
        var made = cluster.init();
        var json = new ObjectMapper().readTree(made.rootCredentials().toFile());
        root =
                AwsBasicCredentials.create(
                        json.get("AccessKeyId").textValue(),
                        json.get("SecretAccessKey").textValue());
        try {
            closing.add("writer", WriterProcess.start(cluster.settings(KeyRole.WRITER)));
            engine =
                    address(
                            EngineProcess.start(
                                    cluster.settings(KeyRole.ENGINE),
                                    ANYWHERE,
                                    projectionFolder.resolveSibling("engine")));
            projection =
                    address(
                            ProjectionProcess.start(
                                    cluster.settings(KeyRole.PROJECTION),
                                    ANYWHERE,
                                    projectionFolder));
            gateway =
                    address(
                            GatewayProcess.start(
                                    cluster.settings(KeyRole.GATEWAY),
                                    new GatewayProcess.Addresses(
                                            ANYWHERE,
                                            "us-east-1",
                                            neighbour(engine),
                                            neighbour(projection))));
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    static Neighbour neighbour(HostPort at) {
        return Neighbour.parse(at.toString(), null);
    }

    private HostPort address(RunningService service) {
        closing.add(service.name(), service);
        return Objects.requireNonNull(service.address());
    }

    AwsCredentials root() {
        return root;
    }

    HostPort engine() {
        return engine;
    }

    HostPort projection() {
        return projection;
    }

    String url() {
        return "http://" + gateway;
    }

    @Override
    public void close() {
        closing.close();
    }
}
