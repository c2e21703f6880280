package io.ostiary.gateway.remote;

import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Projection;
import io.ostiary.gateway.edge.BodyReader;
import io.ostiary.gateway.edge.EdgeLimits;
import io.ostiary.gateway.edge.EdgeLoad;
import io.ostiary.gateway.edge.EdgeServer;
import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsFiles;
import io.ostiary.gateway.edge.TlsReload;
import io.ostiary.gateway.edge.UnusableTls;
import io.ostiary.log.codec.Unreadable;
import io.ostiary.sealing.InternalMac;
import io.ostiary.sealing.PurposeKey;
import io.ostiary.sealing.ReplayGuard;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Offers an engine or a projection to our own services. The MAC is checked before the body is read
 * into objects, and a call is taken once; everything else is answered 403 and nothing more. A call
 * that fails is 500, and the one who asked refuses.
 */
public final class InternalServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InternalServer.class);

    // A stamp is remembered for up to two windows of two minutes: this is 4,000 calls a second.
    private static final int REMEMBERED = 1_000_000;
    private static final EdgeLimits LIMITS =
            new EdgeLimits(
                    1_024,
                    8 * 1024,
                    32,
                    4 * 1024 * 1024,
                    64 * 1024 * 1024,
                    EdgeLimits.DEFAULTS.connections(),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(75));

    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final InternalMac mac;
    private final InternalCalls calls;
    private final InstantSource clock;
    private final ReplayGuard replays = new ReplayGuard(REMEMBERED);
    private final BodyReader bodies;
    private final Vertx vertx;
    private final EdgeLoad load = new EdgeLoad(LIMITS);
    private @Nullable HttpServer server;
    private @Nullable TlsReload tls;

    /** Decodes, asks and encodes. */
    private interface Endpoint {
        CompletionStage<byte[]> answer(byte[] question) throws Unreadable;
    }

    private InternalServer(Vertx vertx, PurposeKey key, InstantSource clock) {
        this.mac = new InternalMac(key);
        this.calls = new InternalCalls(key);
        this.clock = clock;
        this.vertx = vertx;
        this.bodies = new BodyReader(vertx, LIMITS, load);
    }

    /**
     * @param key for the purpose INTERNAL_CALL
     */
    public static InternalServer of(
            Engine engine, Vertx vertx, PurposeKey key, InstantSource clock) {
        InternalServer server = new InternalServer(vertx, key, clock);
        InternalCalls calls = server.calls;
        server.offer(calls.authenticate, engine::authenticate);
        server.offer(calls.authenticateBearer, call -> engine.authenticateBearer(call.bearer()));
        server.offer(calls.authorize, engine::authorize);
        server.offer(calls.decide, engine::decide);
        server.offer(calls.search, engine::search);
        server.offer(
                calls.securityToken,
                call -> engine.securityToken(call.caller(), call.request(), call.facts()));
        server.offer(calls.engineQuery, call -> engine.answer(call.caller(), call.query()));
        server.offer(calls.hashPassword, engine::hashPassword);
        server.offer(
                calls.uniqueIds,
                call ->
                        engine.uniqueIds(call.principalArns())
                                .thenApply(InternalCalls.UniqueIds::new));
        server.offer(
                calls.closedAccounts,
                call ->
                        engine.closedAccounts(call.until())
                                .thenApply(
                                        accounts ->
                                                new InternalCalls.ClosedAccounts(
                                                        List.copyOf(accounts))));
        return server;
    }

    /**
     * @param key for the purpose INTERNAL_CALL
     */
    public static InternalServer of(
            Projection projection, Vertx vertx, PurposeKey key, InstantSource clock) {
        InternalServer server = new InternalServer(vertx, key, clock);
        server.offer(
                server.calls.query,
                call -> projection.query(call.account(), call.actor(), call.query()));
        return server;
    }

    private <Q, A> void offer(
            InternalCall<Q, A> call, Function<? super Q, CompletionStage<A>> method) {
        endpoints.put(
                call.path(),
                question ->
                        method.apply(call.questions().decode(question))
                                .thenApply(call.answers()::encode));
    }

    /**
     * Listens at the first address when it returns, and tells at which port; 0 lets it choose.
     *
     * @throws IllegalArgumentException when certificate or key cannot be used
     */
    public int start(Listening listening) {
        TlsFiles files = listening.tls();
        TlsReload reload = null;
        if (files != null) {
            try {
                reload = TlsReload.start(files, vertx, clock, TlsReload.EVERY);
            } catch (UnusableTls e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        tls = reload;
        ListenAddress at = listening.addresses().getFirst();
        HttpServer made =
                EdgeServer.create(vertx, EdgeServer.options(LIMITS, reload), LIMITS, load)
                        .requestHandler(this::handle);
        server = made;
        EdgeServer.awaitListening(made.listen(at.port(), at.host()), at.toString());
        if (reload != null) {
            reload.add(made);
        }
        return made.actualPort();
    }

    private void handle(HttpServerRequest request) {
        Endpoint endpoint = endpoints.get(request.uri());
        String stamp = request.getHeader(InternalMac.HEADER);
        if (endpoint == null || stamp == null || !request.method().equals(HttpMethod.POST)) {
            refuse(request);
            return;
        }
        bodies.read(request)
                .onComplete(
                        read -> {
                            if (read.failed() || !isOurs(request, stamp, read.result())) {
                                refuse(request);
                            } else {
                                answer(request, endpoint, stamp, read.result());
                            }
                        });
    }

    private boolean isOurs(HttpServerRequest request, String stamp, byte[] body) {
        return mac.verify(stamp, "POST", request.uri(), body, clock.instant())
                && replays.admit(stamp, clock.instant());
    }

    private void answer(
            HttpServerRequest request, Endpoint endpoint, String stamp, byte[] question) {
        try {
            endpoint.answer(question)
                    .whenComplete((body, failure) -> finish(request, stamp, body, failure));
        } catch (Unreadable | RuntimeException e) {
            finish(request, stamp, null, e);
        }
    }

    private void finish(
            HttpServerRequest request,
            String stamp,
            byte @Nullable [] body,
            @Nullable Throwable failure) {
        if (body == null) {
            LOG.error("an internal call to {} failed", request.uri(), failure);
            request.response().setStatusCode(500).end();
            return;
        }
        request.response()
                .putHeader(InternalMac.HEADER, mac.stamp("ANSWER", stamp, body, clock.instant()))
                .end(Buffer.buffer(body));
    }

    /** What is not ours gets no word, and no second request on its connection. */
    private static void refuse(HttpServerRequest request) {
        if (!request.response().closed()) {
            request.response().setStatusCode(403).putHeader("Connection", "close");
            request.response().end().eventually(() -> request.connection().close());
        }
    }

    /** Lets calls on their way end. */
    @Override
    public void close() {
        TlsReload reload = tls;
        if (reload != null) {
            reload.close();
        }
        HttpServer listening = server;
        if (listening != null) {
            listening.shutdown(InternalClient.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).await();
        }
    }
}
