package io.ostiary.gateway.envoy;

import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.ostiary.contract.port.Engine;
import io.ostiary.gateway.edge.EdgeLimits;
import io.ostiary.gateway.edge.EdgeLoad;
import io.ostiary.gateway.edge.EdgeServer;
import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Origin;
import io.ostiary.gateway.edge.TlsReload;
import io.ostiary.gateway.pipeline.Gate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcProtocol;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** The one method of {@code envoy.service.auth.v3.Authorization}, on one event loop. */
public final class EnvoyServer {

    private static final Logger LOG = LoggerFactory.getLogger(EnvoyServer.class);

    private static final ServiceMethod<CheckRequest, CheckResponse> CHECK =
            ServiceMethod.server(
                    ServiceName.create("envoy.service.auth.v3", "Authorization"),
                    "Check",
                    GrpcMessageEncoder.encoder(),
                    GrpcMessageDecoder.decoder(CheckRequest.getDefaultInstance()));

    /** What a message holds beside a body: headers, addresses, metadata. */
    private static final int BESIDE_BODY = 256 * 1024;

    private final CheckService service;
    private final HttpServer server;
    private final Context context;

    /**
     * What it serves.
     *
     * @param address of a port of its own
     */
    public record Settings(ListenAddress address, EnvoyRoutes routes) {}

    /**
     * @param context of the event loop
     * @param tls null for plain HTTP/2
     */
    public EnvoyServer(
            Vertx vertx,
            Context context,
            Settings settings,
            Engine engine,
            Gate gate,
            EdgeLimits limits,
            EdgeLoad load,
            @Nullable TlsReload tls,
            MeterRegistry registry) {
        this.context = context;
        this.service = new CheckService(settings.routes(), engine, gate, registry);
        var grpc =
                GrpcServer.server(
                        vertx,
                        new GrpcServerOptions()
                                .removeEnabledProtocol(GrpcProtocol.WEB)
                                .removeEnabledProtocol(GrpcProtocol.WEB_TEXT)
                                .setMaxMessageSize((long) limits.bodyBytes() + BESIDE_BODY));
        grpc.callHandler(CHECK, this::handle);
        this.server = EdgeServer.createHttp2(vertx, limits, load, tls).requestHandler(grpc);
    }

    public Future<HttpServer> listen(int port, String host) {
        return server.listen(port, host);
    }

    public HttpServer server() {
        return server;
    }

    private void handle(GrpcServerRequest<CheckRequest, CheckResponse> request) {
        List<String> authorization = request.headers().getAll("authorization");
        Origin from =
                Origin.direct(
                        request.connection().remoteAddress().hostAddress(),
                        request.connection().isSsl());
        request.last()
                .onSuccess(
                        check ->
                                service.check(check, authorization, from)
                                        .whenComplete(
                                                (answer, _) ->
                                                        context.runOnContext(
                                                                _ -> answer(request, answer))))
                // Too large, or none: there is nothing to be judged, and Envoy lets nobody pass.
                .onFailure(e -> LOG.debug("a call of an Envoy's was no question", e));
    }

    private static void answer(
            GrpcServerRequest<CheckRequest, CheckResponse> request, CheckResponse answer) {
        try {
            request.response().end(answer);
        } catch (IllegalStateException e) {
            LOG.debug("the Envoy that asked has gone", e);
        }
    }
}
