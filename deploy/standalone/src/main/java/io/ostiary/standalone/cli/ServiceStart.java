package io.ostiary.standalone.cli;

import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.envoy.EnvoyServer;
import io.ostiary.gateway.remote.Neighbour;
import io.ostiary.sealing.KeyRole;
import io.ostiary.standalone.apart.EngineProcess;
import io.ostiary.standalone.apart.GatewayProcess;
import io.ostiary.standalone.apart.HostPort;
import io.ostiary.standalone.apart.KeyFile;
import io.ostiary.standalone.apart.ProjectionProcess;
import io.ostiary.standalone.apart.RunningService;
import io.ostiary.standalone.apart.ServiceSettings;
import io.ostiary.standalone.apart.WriterProcess;
import io.ostiary.standalone.folder.Endpoint;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One service in this process, until SIGTERM or SIGINT, or until it has failed for good. */
final class ServiceStart {
    private static final int FAILED = 1;
    private static final int LOOK_EVERY_SECONDS = 5;

    private final KeyRole role;
    private final ServiceOptions options;
    private final Path data;
    private final boolean named;
    private final Listening listen;
    private final EnvoyServer.@Nullable Settings envoy;
    private final String region;
    private final Duration closedAccountsKept;
    private final Neighbour engine;
    private final Neighbour projection;

    /**
     * @param data for the projection, and for the engine where somebody named it
     * @param named whether somebody did: an engine can do without, and two services need two
     * @param endpoint for the gateway, unless it is told where to listen
     * @param closedAccountsKept for the writer
     * @throws IllegalArgumentException when an address is none
     */
    ServiceStart(
            KeyRole role,
            ServiceOptions options,
            Path data,
            boolean named,
            ListenOptions listen,
            Endpoint endpoint,
            Duration closedAccountsKept) {
        if (closedAccountsKept.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("closed accounts are kept for a day at least");
        }
        this.closedAccountsKept = closedAccountsKept;
        this.role = role;
        this.options = options;
        this.data = data;
        this.named = named;
        this.listen = listen.listening(HostPort.parse(usual(endpoint)));
        this.envoy = listen.envoy();
        if (role != KeyRole.GATEWAY && envoy != null) {
            throw new IllegalArgumentException("--envoy-listen: a gateway answers Envoys");
        }
        if (role != KeyRole.GATEWAY && this.listen.addresses().size() > 1) {
            throw new IllegalArgumentException("--listen: only a gateway has several addresses");
        }
        this.region = endpoint.region();
        this.engine = Neighbour.parse(options.engine, options.authorities);
        this.projection = Neighbour.parse(options.projection, options.authorities);
    }

    private String usual(Endpoint endpoint) {
        return switch (role) {
            case ENGINE -> ServiceOptions.ENGINE_ADDRESS;
            case PROJECTION -> ServiceOptions.PROJECTION_ADDRESS;
            case GATEWAY, WRITER -> "127.0.0.1:" + endpoint.port();
        };
    }

    /** Gives the exit code. */
    int run(PrintWriter out, PrintWriter err) throws InterruptedException {
        LogFile.onStderr();
        StartCommand.warn(err, listen);
        var progress = new ConsoleProgress(out, InstantSource.system());
        progress.step("starting the " + role.name().toLowerCase(Locale.ROOT));
        var ended = new CountDownLatch(1);
        var running = start();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    running.close();
                                    ended.countDown();
                                },
                                "shutdown"));
        var address = running.address();
        progress.step(running.name() + " ready" + (address == null ? "" : " at " + address));
        while (!ended.await(LOOK_EVERY_SECONDS, TimeUnit.SECONDS)) {
            if (!running.isRunning()) {
                err.println("ostiary: the " + running.name() + " has ended: start it again");
                return FAILED;
            }
        }
        return 0;
    }

    private RunningService start() {
        var keys = KeyFile.read(required(options.keys), role);
        var settings =
                ServiceSettings.cluster(keys, required(options.bootstrapServers), options.tls);
        return switch (role) {
            case WRITER -> WriterProcess.start(settings, closedAccountsKept);
            case ENGINE -> EngineProcess.start(settings, listen, named ? data : null);
            case PROJECTION -> ProjectionProcess.start(settings, listen, data);
            case GATEWAY ->
                    GatewayProcess.start(
                            settings,
                            new GatewayProcess.Addresses(
                                    listen, envoy, region, engine, projection));
        };
    }

    private static <T> T required(@Nullable T option) {
        if (option == null) {
            throw new IllegalStateException("picocli sees to it");
        }
        return option;
    }
}
