package io.ostiary.gateway.serve;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.gateway.authorize.AuthorizeApi;
import io.ostiary.gateway.edge.Answers;
import io.ostiary.gateway.edge.BodyReader;
import io.ostiary.gateway.edge.EdgeRules;
import io.ostiary.gateway.edge.Origin;
import io.ostiary.gateway.edge.TrustedProxies;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.pipeline.Answer;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.pipeline.ReceivedRequest;
import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.gateway.protocol.ResponseWriters;
import io.ostiary.gateway.protocol.WireError;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Takes one HTTP request from the edge into the pipeline and its answer back out, on the request's
 * event loop. Health is the one thing that is told without a signature, and it is one word.
 */
final class RequestHandler implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final String HEALTH = "/health";

    private final Context context;
    private final TrustedProxies proxies;
    private final EdgeRules rules;
    private final BodyReader bodies;
    private final AuthorizeApi authorizeApi;
    private final Pipeline pipeline;
    private final Answers answers;
    private final ResponseWriters writers;
    private final RequestMetrics metrics;
    private final BooleanSupplier healthy;

    RequestHandler(
            Context context,
            TrustedProxies proxies,
            EdgeRules rules,
            BodyReader bodies,
            AuthorizeApi authorizeApi,
            Pipeline pipeline,
            Answers answers,
            ResponseWriters writers,
            RequestMetrics metrics,
            BooleanSupplier healthy) {
        this.context = context;
        this.proxies = proxies;
        this.rules = rules;
        this.bodies = bodies;
        this.authorizeApi = authorizeApi;
        this.pipeline = pipeline;
        this.answers = answers;
        this.writers = writers;
        this.metrics = metrics;
        this.healthy = healthy;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.GET) && request.uri().equals(HEALTH)) {
            boolean well = healthy.getAsBoolean();
            request.response().setStatusCode(well ? 200 : 503).end(well ? "ok\n" : "unwell\n");
            return;
        }
        Origin origin = proxies.origin(request);
        if (authorizeApi.serves(request.uri())) {
            authorizeApi.handle(request, origin);
            return;
        }
        long start = System.nanoTime();
        String requestId = Answers.requestId();
        Protocol protocol = EdgeRules.protocol(request.method(), request.uri(), request.headers());
        WireError refusal = rules.refusal(request.method(), request.uri(), request.headers());
        if (refusal != null) {
            refuse(request, protocol, requestId, refusal, start);
            return;
        }
        if (origin == null) {
            refuse(request, protocol, requestId, unreadable(protocol), start);
            return;
        }
        bodies.read(request)
                .onComplete(
                        read -> {
                            if (read.succeeded()) {
                                whole(request, origin, protocol, requestId, read.result(), start);
                            } else if (read.cause() instanceof RefusedRequest refused) {
                                refuse(request, protocol, requestId, refused.error(), start);
                            }
                            // Else the connection ended: nobody is there to be answered.
                        });
    }

    private static WireError unreadable(Protocol protocol) {
        return WireError.common(
                CommonError.Kind.VALIDATION_ERROR, TrustedProxies.UNREADABLE, protocol);
    }

    /** An answer before the request has ended would close its connection. */
    private void whole(
            HttpServerRequest request,
            Origin origin,
            Protocol protocol,
            String requestId,
            byte[] body,
            long start) {
        if (request.isEnded()) {
            process(request, origin, protocol, requestId, body, start);
        } else {
            request.endHandler(_ -> process(request, origin, protocol, requestId, body, start));
        }
    }

    private void process(
            HttpServerRequest request,
            Origin origin,
            Protocol protocol,
            String requestId,
            byte[] body,
            long start) {
        String uri = request.uri();
        String query = EdgeRules.rawQuery(uri);
        ReceivedRequest received =
                new ReceivedRequest(
                        protocol,
                        request.method().name(),
                        query == null ? uri : uri.substring(0, uri.length() - query.length() - 1),
                        query == null ? "" : query,
                        headers(request),
                        body,
                        origin);
        pipeline.handle(
                received,
                requestId,
                task -> context.runOnContext(_ -> task.run()),
                answer -> send(request, answer, start));
    }

    private static List<SignedRequest.Header> headers(HttpServerRequest request) {
        List<SignedRequest.Header> headers = new ArrayList<>(12);
        for (Map.Entry<String, String> header : request.headers()) {
            headers.add(new SignedRequest.Header(header.getKey(), header.getValue()));
        }
        return headers;
    }

    private void refuse(
            HttpServerRequest request,
            Protocol protocol,
            String requestId,
            WireError error,
            long start) {
        send(
                request,
                new Answer.Refusal(
                        writers.choose(protocol, request.getHeader("Accept")),
                        requestId,
                        null,
                        error),
                start);
    }

    private void send(HttpServerRequest request, Answer answer, long start) {
        metrics.record(answer, System.nanoTime() - start);
        if (request.response().closed()) {
            LOG.debug("the caller of request {} has gone", answer.requestId());
            return;
        }
        switch (answer) {
            case Answer.Success success ->
                    answers.success(
                            request,
                            success.writer(),
                            success.requestId(),
                            success.head(),
                            success.body());
            case Answer.Refusal refusal ->
                    answers.error(
                            request,
                            refusal.writer(),
                            refusal.requestId(),
                            refusal.error(),
                            refusal.service());
        }
    }
}
