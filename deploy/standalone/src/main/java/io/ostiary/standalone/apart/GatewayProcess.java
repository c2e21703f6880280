package io.ostiary.standalone.apart;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.gateway.commands.ClosedAccountSweep;
import io.ostiary.gateway.commands.CommandSettings;
import io.ostiary.gateway.commands.KafkaCommands;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.envoy.EnvoyServer;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.remote.InternalClient;
import io.ostiary.gateway.remote.Neighbour;
import io.ostiary.gateway.remote.RemoteEngine;
import io.ostiary.gateway.remote.RemoteProjection;
import io.ostiary.gateway.serve.Gateway;
import io.ostiary.gateway.serve.GatewayConfig;
import io.ostiary.log.report.ProgressWatcher;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.Purpose;
import io.ostiary.standalone.Closing;
import io.ostiary.standalone.apart.RunningService.Parts;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;

/**
 * The gateway alone. It holds no facts: it asks one engine and one projection, sends commands to
 * the log, and waits for every reader that has announced itself there.
 */
public final class GatewayProcess {

    private static final Duration FIRST_READER = Duration.ofSeconds(10);

    private GatewayProcess() {}

    /**
     * Who it talks to.
     *
     * @param listen where the API is served
     * @param envoy where Envoys ask; null for nowhere
     * @param region what aws:RequestedRegion says
     */
    public record Addresses(
            Listening listen,
            EnvoyServer.@Nullable Settings envoy,
            String region,
            Neighbour engine,
            Neighbour projection) {

        /** Without Envoys. */
        public Addresses(Listening listen, String region, Neighbour engine, Neighbour projection) {
            this(listen, null, region, engine, projection);
        }
    }

    /**
     * Returns when it listens. Engine and projection may come later: until then it answers 503.
     *
     * @throws io.ostiary.standalone.folder.Unusable when the broker or the keys are not right
     */
    public static RunningService start(ServiceSettings settings, Addresses addresses) {
        return RunningService.start(
                KeyRole.GATEWAY, closing -> start(settings, addresses, closing));
    }

    private static Parts start(ServiceSettings settings, Addresses addresses, Closing closing) {
        var log = ServiceLog.open(settings);
        RegistryCall.requireMasterKey(log, settings.keys().masterKeyCheck(), settings.patience());
        var clock = InstantSource.system();

        var watcher =
                closing.add(
                        "progress",
                        new ProgressWatcher(
                                log.clients(),
                                log.partitions(),
                                settings.lease(),
                                FIRST_READER,
                                System::nanoTime));
        watcher.start();
        RunningService.await(
                watcher.ready(), settings.patience(), "iam.progress was not read in time");
        var commands =
                closing.add(
                        "commands",
                        new KafkaCommands(log.clients(), CommandSettings.DEFAULTS, clock));
        commands.start();

        var vertx = Vertx.vertx();
        closing.add("event loops", () -> vertx.close().await());
        var key = settings.keys().keys().key(Purpose.INTERNAL_CALL);
        var engine = new InternalClient(vertx, addresses.engine(), key, clock);
        var projection = new InternalClient(vertx, addresses.projection(), key, clock);
        var engineThere = new RemoteEngine(engine);
        var projectionThere = new RemoteProjection(projection);
        var sweep =
                closing.add("sweep", new ClosedAccountSweep(engineThere, commands::shred, clock));
        sweep.start();
        var neighbours = new Neighbours(engineThere, projectionThere);
        neighbours.start(vertx);
        var gateway =
                new Gateway(
                        GatewayConfig.at(addresses.listen(), addresses.region())
                                .with(addresses.envoy()),
                        new Pipeline.Ports(
                                engineThere, projectionThere, watcher, commands, commands),
                        settings.keys().keys(),
                        new SimpleMeterRegistry(),
                        clock,
                        () -> commands.isHealthy() && neighbours.answer());
        closing.add("gateway", gateway).start();
        return new Parts(
                new HostPort(addresses.listen().addresses().getFirst().host(), gateway.port()),
                () -> true);
    }
}
