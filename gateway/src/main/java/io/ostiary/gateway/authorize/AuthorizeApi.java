package io.ostiary.gateway.authorize;

import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.gateway.edge.Answers;
import io.ostiary.gateway.edge.BodyReader;
import io.ostiary.gateway.edge.Origin;
import io.ostiary.gateway.edge.TrustedProxies;
import io.ostiary.gateway.marker.Markers;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.pipeline.Gate;
import io.ostiary.gateway.pipeline.ReceivedRequest;
import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.gateway.protocol.WireError;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The authorize API's routes on one event loop. */
public final class AuthorizeApi {

    private final Context context;
    private final BodyReader bodies;
    private final Answers answers;
    private final Engine engine;
    private final Gate gate;
    private final Markers markers;
    private final RouteMetrics metrics;

    /**
     * @param context of the event loop
     */
    public AuthorizeApi(
            Context context,
            BodyReader bodies,
            Answers answers,
            Engine engine,
            Gate gate,
            Markers markers,
            RouteMetrics metrics) {
        this.context = context;
        this.bodies = bodies;
        this.answers = answers;
        this.engine = engine;
        this.gate = gate;
        this.markers = markers;
        this.metrics = metrics;
    }

    /**
     * @param target as it stood in the request line
     */
    public boolean serves(String target) {
        return Route.of(target) != null;
    }

    /**
     * Called on the event loop, in the handler that received a request that this serves.
     *
     * @param origin null when a trusted proxy tells it in a way that cannot be read
     */
    public void handle(HttpServerRequest request, @Nullable Origin origin) {
        Route route = Route.of(request.uri());
        if (route == null) {
            throw new IllegalArgumentException("not a path of this API");
        }
        var call =
                new AuthorizeCall(route, request, context, answers, engine, gate, markers, metrics);
        ApiError refusal = HeadCheck.refusal(route, request);
        if (refusal != null) {
            call.refuse(refusal);
            return;
        }
        if (origin == null) {
            call.refuse(ApiError.invalid(TrustedProxies.UNREADABLE));
            return;
        }
        bodies.read(request)
                .onComplete(
                        read -> {
                            if (read.succeeded()) {
                                whole(request, origin, call, read.result());
                            } else if (read.cause() instanceof RefusedRequest refused) {
                                WireError error = refused.error();
                                call.refuse(
                                        new ApiError(
                                                error.httpStatus(), error.code(), error.message()));
                            }
                            // Else the connection ended: nobody is there to be answered.
                        });
    }

    /** An answer before the request has ended would close its connection. */
    private static void whole(
            HttpServerRequest request, Origin origin, AuthorizeCall call, byte[] body) {
        if (request.isEnded()) {
            call.start(received(request, origin, body));
        } else {
            request.endHandler(_ -> call.start(received(request, origin, body)));
        }
    }

    private static ReceivedRequest received(HttpServerRequest request, Origin origin, byte[] body) {
        List<SignedRequest.Header> headers = new ArrayList<>(12);
        for (Map.Entry<String, String> header : request.headers()) {
            headers.add(new SignedRequest.Header(header.getKey(), header.getValue()));
        }
        return new ReceivedRequest(
                Protocol.REST_JSON,
                request.method().name(),
                request.uri(),
                "",
                headers,
                body,
                origin);
    }
}
