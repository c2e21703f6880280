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

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The AWS API over HTTP, IAM, STS and Organizations at {@code /}; the authorize API and {@code
 * /health} beside it. Holds no state; makes its own Vert.x and closes it. A stop lets requests on
 * their way end, and closes none of the ports it was given.
 */
public final class Gateway implements AutoCloseable {

    // Vert.x: one random port that all instances of a deployment share.
    private static final int SHARED_RANDOM_PORT = -1;

    private final GatewayConfig config;
    private final Vertx vertx;
    private final Pipeline pipeline;
    private final Engine engine;
    private final Answers answers;
    private final ResponseWriters writers = new ResponseWriters();
    private final RequestMetrics metrics;
    private final RouteMetrics routeMetrics;
    private final BooleanSupplier healthy;
    private final EdgeLoad load;
    private final AtomicInteger boundPort = new AtomicInteger();

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

    /** Listens when it returns; throws when the port is taken. */
    public void start() {
        EdgeServer.awaitListening(
                vertx.deployVerticle(
                        Listener::new, new DeploymentOptions().setInstances(config.eventLoops())),
                config.host(),
                config.port());
    }

    /** The port it listens at. */
    public int port() {
        return boundPort.get();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    /** One event loop's server; all of them share the port. */
    private final class Listener extends VerticleBase {

        private final HttpServer server;

        Listener() {
            server =
                    EdgeServer.create(
                            Gateway.this.vertx,
                            EdgeServer.options(config.limits()),
                            config.limits(),
                            load);
        }

        @Override
        public Future<?> start() {
            var bodies = new BodyReader(vertx, config.limits(), load);
            server.requestHandler(
                    new RequestHandler(
                            context,
                            new EdgeRules(),
                            bodies,
                            new AuthorizeApi(
                                    context,
                                    bodies,
                                    answers,
                                    engine,
                                    pipeline.gate(),
                                    routeMetrics),
                            pipeline,
                            answers,
                            writers,
                            metrics,
                            healthy));
            int port = config.port() == 0 ? SHARED_RANDOM_PORT : config.port();
            return server.listen(port, config.host())
                    .onSuccess(listening -> boundPort.set(listening.actualPort()));
        }

        @Override
        public Future<?> stop() {
            return server.shutdown(config.drain().toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
