package io.ostiary.gateway.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.ostiary.contract.port.Engine;
import io.ostiary.gateway.authorize.AuthorizeApi;
import io.ostiary.gateway.authorize.RouteMetrics;
import io.ostiary.gateway.edge.Answers;
import io.ostiary.gateway.edge.BodyReader;
import io.ostiary.gateway.edge.EdgeLoad;
import io.ostiary.gateway.edge.EdgeRules;
import io.ostiary.gateway.edge.EdgeServer;
import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsFiles;
import io.ostiary.gateway.edge.TlsReload;
import io.ostiary.gateway.edge.UnusableTls;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.protocol.ResponseWriters;
import io.ostiary.sealing.PurposeKeys;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The AWS API over HTTP, IAM, STS and Organizations at {@code /}; the authorize API and {@code
 * /health} beside it. Holds no state; makes its own Vert.x and closes it. A stop lets requests on
 * their way end, and closes none of the ports it was given.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewayConfig config;
    private final Vertx vertx;
    private final Pipeline pipeline;
    private final Engine engine;
    private final Answers answers;
    private final ResponseWriters writers = new ResponseWriters();
    private final RequestMetrics metrics;
    private final RouteMetrics routeMetrics;
    private final BooleanSupplier healthy;
    private final InstantSource clock;
    private final EdgeLoad load;
    private final AtomicIntegerArray boundPorts;
    private @Nullable TlsReload tls;

    /**
     * @param keys for the purposes MARKER and COMMAND_FIELD
     * @param healthy whether the ports can do their work; asked by {@code /health}
     */
    public Gateway(
            GatewayConfig config,
            Pipeline.Ports ports,
            PurposeKeys keys,
            MeterRegistry registry,
            InstantSource clock,
            BooleanSupplier healthy) {
        this.config = config;
        this.engine = ports.engine();
        this.healthy = healthy;
        this.clock = clock;
        this.boundPorts = new AtomicIntegerArray(config.listening().addresses().size());
        this.load = new EdgeLoad(config.limits());
        this.metrics = new RequestMetrics(registry);
        this.routeMetrics = new RouteMetrics(registry);
        this.answers = new Answers(clock);
        this.pipeline =
                new Pipeline(
                        new OperationCatalog(ServiceCatalog.load()),
                        writers,
                        ports,
                        keys,
                        config.pipeline(),
                        clock,
                        System::nanoTime);
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(config.eventLoops()));
    }

    /**
     * Listens when it returns; throws when a port is taken.
     *
     * @throws IllegalArgumentException when certificate or key cannot be used
     */
    public void start() {
        Listening listening = config.listening();
        TlsFiles files = listening.tls();
        if (files != null) {
            try {
                tls = TlsReload.start(files, vertx, clock, config.certificateCheck());
            } catch (UnusableTls e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        String warning = listening.warning();
        if (warning != null) {
            LOG.warn("{}", warning);
        }
        EdgeServer.awaitListening(
                vertx.deployVerticle(
                        Listener::new, new DeploymentOptions().setInstances(config.eventLoops())),
                listening.addresses().stream()
                        .map(ListenAddress::toString)
                        .collect(Collectors.joining(", ")));
    }

    /** The port of the first address that it listens at. */
    public int port() {
        return boundPorts.get(0);
    }

    /** How clients call it: by the certificate's name, where it has one, at the first address. */
    public String url() {
        ListenAddress first = config.listening().addresses().getFirst();
        TlsReload reload = tls;
        String name = reload == null ? null : reload.current().name();
        return (reload == null ? "http://" : "https://")
                + new ListenAddress(name == null ? first.reachable() : name, port());
    }

    /** Of an address by its place in the configuration. */
    int port(int index) {
        return boundPorts.get(index);
    }

    @Override
    public void close() {
        TlsReload reload = tls;
        if (reload != null) {
            reload.close();
        }
        vertx.close().await();
    }

    /** One event loop's servers; the loops share the ports. */
    private final class Listener extends VerticleBase {

        private final List<HttpServer> servers = new ArrayList<>();

        @Override
        public Future<?> start() {
            var bodies = new BodyReader(vertx, config.limits(), load);
            var handler =
                    new RequestHandler(
                            context,
                            config.listening().proxies(),
                            new EdgeRules(),
                            bodies,
                            new AuthorizeApi(
                                    context,
                                    bodies,
                                    answers,
                                    engine,
                                    pipeline.gate(),
                                    pipeline.markers(),
                                    routeMetrics),
                            pipeline,
                            answers,
                            writers,
                            metrics,
                            healthy);
            List<Future<?>> listening = new ArrayList<>();
            for (int i = 0; i < boundPorts.length(); i++) {
                listening.add(listen(i, handler));
            }
            return Future.all(listening);
        }

        private Future<?> listen(int index, RequestHandler handler) {
            ListenAddress address = config.listening().addresses().get(index);
            HttpServer server =
                    EdgeServer.create(
                                    vertx,
                                    EdgeServer.options(config.limits(), tls),
                                    config.limits(),
                                    load)
                            .requestHandler(handler);
            servers.add(server);
            // Vert.x: the loops share the port of one negative number.
            int port = address.port() == 0 ? -1 - index : address.port();
            return server.listen(port, address.host()).onSuccess(bound -> bound(index, bound));
        }

        private void bound(int index, HttpServer server) {
            TlsReload reload = tls;
            if (boundPorts.getAndSet(index, server.actualPort()) == 0 && reload != null) {
                reload.add(server);
            }
        }

        @Override
        public Future<?> stop() {
            return Future.all(
                    servers.stream()
                            .map(
                                    server ->
                                            server.shutdown(
                                                    config.drain().toMillis(),
                                                    TimeUnit.MILLISECONDS))
                            .toList());
        }
    }
}
