package io.ostiary.gateway.authorize;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.ChunkAnswer;
import io.ostiary.contract.port.ChunkCall;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.secret.Secret;
import io.ostiary.gateway.edge.Answers;
import io.ostiary.gateway.edge.Origin;
import io.ostiary.gateway.marker.Markers;
import io.ostiary.gateway.pipeline.Gate;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.pipeline.ReceivedRequest;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One request of the authorize API on its way: throttle, who asks, read, decide, write. On its
 * event loop, and without a hop where the engine answers at once.
 */
final class AuthorizeCall {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorizeCall.class);

    /** The signing name of our own services. */
    private static final String SERVICE = "ostiary";

    private static final String BEARER = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"ostiary\"";
    private static final AwsError NO_BEARER =
            CommonError.accessDenied("A bearer does not open this; sign the request.");
    private static final ApiError FAULT =
            new ApiError(
                    500, "InternalFailure", "The request failed because of an internal error.");

    private final Route route;
    private final HttpServerRequest request;
    private final Context context;
    private final Answers answers;
    private final Engine engine;
    private final Gate gate;
    private final Markers markers;
    private final RouteMetrics metrics;
    private final long start = System.nanoTime();
    private final String requestId = Answers.requestId();

    AuthorizeCall(
            Route route,
            HttpServerRequest request,
            Context context,
            Answers answers,
            Engine engine,
            Gate gate,
            Markers markers,
            RouteMetrics metrics) {
        this.route = route;
        this.request = request;
        this.context = context;
        this.answers = answers;
        this.engine = engine;
        this.gate = gate;
        this.markers = markers;
        this.metrics = metrics;
    }

    void start(ReceivedRequest received) {
        guarded(
                () -> {
                    if (!gate.admitsSource(received.sourceIp())) {
                        refuse(Pipeline.THROTTLED);
                    } else if (route == Route.METADATA) {
                        metadata(received.origin());
                    } else {
                        authenticate(received);
                    }
                });
    }

    /** Where it was asked for is where it is: a client compares the two (AuthZEN, 9.2.3). */
    private void metadata(Origin origin) {
        String host = origin.host() == null ? HeadCheck.host(request) : origin.host();
        if (host == null) {
            refuse(ApiError.invalid("The host is not valid."));
        } else {
            send(AnswerWriter.metadata((origin.secure() ? "https://" : "http://") + host));
        }
    }

    private void authenticate(ReceivedRequest received) {
        List<String> authorization = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        String bearer = null;
        for (String value : authorization) {
            if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                bearer = value.substring(BEARER.length());
            }
        }
        if (bearer == null) {
            await(gate.signer(received, SERVICE), who -> authenticated(received, who, true));
        } else if (!route.takesBearer()) {
            refuse(NO_BEARER);
        } else if (authorization.size() > 1) {
            refuse(CommonError.invalidClientToken());
        } else if (!received.origin().mayCarrySecrets()) {
            refuse(
                    CommonError.accessDenied(
                            "A bearer is taken over TLS only; it was shown to others on its way and"
                                    + " should be reset."));
        } else {
            await(
                    engine.authenticateBearer(Secret.of(bearer)),
                    who -> authenticated(received, who, false));
        }
    }

    private void authenticated(ReceivedRequest received, Authentication who, boolean signed) {
        switch (who) {
            case Authentication.Refused refused -> refuse(refused.error());
            case Authentication.Verified verified -> {
                Caller asker = verified.caller();
                if (!gate.admitsAccount(asker.account())) {
                    refuse(Pipeline.THROTTLED);
                    return;
                }
                RequestFacts facts = gate.facts(received, requestId);
                if (signed) {
                    gate.used(asker, facts, SERVICE);
                }
                ask(asker, facts, received.body());
            }
        }
    }

    private void ask(Caller asker, RequestFacts facts, byte[] body) {
        try {
            switch (route) {
                case AUTHORIZE -> {
                    var alone = NativeReader.one(body);
                    decide(
                            asker,
                            facts,
                            alone.questions(),
                            alone.explained(),
                            (all, revision) -> one(all, one -> AnswerWriter.one(one, revision)));
                }
                case BATCH -> {
                    var batch = NativeReader.batch(body);
                    decide(
                            asker,
                            facts,
                            batch.questions(),
                            batch.explained(),
                            (all, revision) -> send(AnswerWriter.batch(all, revision)));
                }
                case EVALUATION ->
                        decide(
                                asker,
                                facts,
                                List.of(AuthZenReader.evaluation(body)),
                                true,
                                (all, _) -> one(all, AnswerWriter::evaluation));
                case EVALUATIONS -> {
                    var several = AuthZenReader.evaluations(body);
                    decide(
                            asker,
                            facts,
                            several.questions(),
                            false,
                            (all, _) -> {
                                if (several.boxed()) {
                                    var told = several.semantic().cut(all);
                                    send(AnswerWriter.evaluations(told));
                                } else {
                                    one(all, AnswerWriter::evaluation);
                                }
                            });
                }
                case CHUNKS -> verify(asker, facts, ChunksReader.read(body));
                case WHO_CAN, WHAT_CAN, SEARCH_SUBJECT, SEARCH_ACTION, SEARCH_RESOURCE ->
                        search(asker, facts, SearchReader.read(route, body));
                case METADATA -> throw new IllegalStateException("answered before");
            }
        } catch (MalformedBody e) {
            refuse(e.error());
        }
    }

    private void verify(Caller asker, RequestFacts facts, ChunksReader.Chunks chunks) {
        await(
                engine.verifyChunks(
                        new ChunkCall(
                                asker,
                                facts,
                                chunks.continuation(),
                                chunks.chunks(),
                                chunks.trailer())),
                answer -> {
                    switch (answer) {
                        case ChunkAnswer.Refused refused -> refuse(refused.error());
                        case ChunkAnswer.Verified verified ->
                                send(AnswerWriter.chunks(verified, chunks.chunks().size()));
                    }
                });
    }

    private void search(Caller asker, RequestFacts facts, SearchRequest asked)
            throws MalformedBody {
        AccountId account = asker.account();
        String token = asked.token();
        String after =
                token.isEmpty()
                        ? ""
                        : markers.open(account, asked.parts(route), token)
                                .orElseThrow(() -> MalformedBody.invalid("Invalid page token."));
        await(
                engine.search(asked.call(asker, facts, after)),
                answer -> {
                    switch (answer) {
                        case SearchAnswer.Refused refused -> refuse(refused.error());
                        case SearchAnswer.Found found -> {
                            String position = found.next();
                            send(
                                    SearchWriter.written(
                                            route,
                                            asked,
                                            found,
                                            position == null
                                                    ? null
                                                    : markers.seal(
                                                            account,
                                                            asked.parts(route),
                                                            position)));
                        }
                    }
                });
    }

    private interface Told {
        void tell(List<Answer> answers, long revision);
    }

    /** Asks what can be asked, and puts the answers where their questions stood. */
    private void decide(
            Caller asker, RequestFacts facts, List<Asked> asked, boolean explained, Told told) {
        var questions = new ArrayList<DecisionCall.Question>(asked.size());
        for (Asked each : asked) {
            if (each instanceof Asked.Whole(DecisionCall.Question question)) {
                questions.add(question);
            }
        }
        await(
                engine.decide(new DecisionCall(asker, facts, explained, questions)),
                decisions -> {
                    switch (decisions) {
                        case Decisions.Refused refused -> refuse(refused.error());
                        case Decisions.Given given ->
                                told.tell(Asked.answered(asked, given.answers()), given.revision());
                    }
                });
    }

    private void one(List<Answer> all, Function<Answer.Decided, Buffer> written) {
        switch (all.getFirst()) {
            case Answer.Decided decided -> send(written.apply(decided));
            case Answer.Unanswered unanswered -> refuse(unanswered.error());
        }
    }

    private <T> void await(CompletionStage<T> stage, Consumer<? super T> next) {
        if (stage instanceof CompletableFuture<T> future
                && future.isDone()
                && !future.isCompletedExceptionally()) {
            next.accept(future.resultNow());
            return;
        }
        stage.whenComplete(
                (value, failure) ->
                        context.runOnContext(
                                _ -> {
                                    if (failure != null) {
                                        fail(failure);
                                    } else {
                                        guarded(() -> next.accept(value));
                                    }
                                }));
    }

    private void guarded(Runnable stage) {
        try {
            stage.run();
        } catch (RuntimeException | StackOverflowError e) {
            fail(e);
        }
    }

    /** Our own defect. Logged by request id; the caller learns nothing of it. */
    private void fail(Throwable defect) {
        LOG.error("request {} ({}) failed", requestId, route, defect);
        refuse(FAULT);
    }

    private void refuse(AwsError error) {
        refuse(ApiError.of(error));
    }

    void refuse(ApiError error) {
        switch (route.style()) {
            case NATIVE -> send(error.status(), error.code(), AnswerWriter.error(error));
            // AuthZEN, "Error Responses": 401 for who "did not properly authenticate".
            case AUTHZEN ->
                    send(
                            error.isUnauthenticated() ? 401 : error.status(),
                            error.code(),
                            AnswerWriter.message(error));
        }
    }

    private void send(Buffer body) {
        send(200, "OK", body);
    }

    private void send(int status, String code, Buffer body) {
        metrics.record(route, code, System.nanoTime() - start);
        if (request.response().closed()) {
            LOG.debug("the caller of request {} has gone", requestId);
            return;
        }
        answers.json(request, status, requestId, headers(status), body);
    }

    private Map<String, String> headers(int status) {
        String echoed = HeadCheck.requestId(request.headers());
        if (echoed == null && status != 401 && status != 405) {
            return Map.of();
        }
        Map<String, String> headers = new TreeMap<>();
        if (status == 401) {
            headers.put("WWW-Authenticate", CHALLENGE);
        }
        if (status == 405) {
            headers.put("Allow", route.method());
        }
        if (echoed != null) {
            headers.put(HeadCheck.REQUEST_ID, echoed);
        }
        return headers;
    }
}
