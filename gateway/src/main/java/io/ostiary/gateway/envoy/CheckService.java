package io.ostiary.gateway.envoy;

import com.google.rpc.Code;

import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.contract.port.Decisions.VerifiedSigner;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.secret.Secret;
import io.ostiary.gateway.edge.Answers;
import io.ostiary.gateway.edge.Origin;
import io.ostiary.gateway.pipeline.Gate;
import io.ostiary.gateway.pipeline.Pipeline;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers one question of an Envoy: who it is, by its bearer; who signed the request that it holds;
 * and whether he may. Whatever goes wrong is a no.
 */
final class CheckService {

    private static final Logger LOG = LoggerFactory.getLogger(CheckService.class);
    private static final String BEARER = "bearer ";

    private static final CheckResponse NO =
            CheckAnswers.denied(
                    Code.PERMISSION_DENIED, "AccessDenied", "The request is not allowed.");
    private static final CheckResponse NOT_NOW =
            CheckAnswers.denied(
                    Code.UNAVAILABLE, "ServiceUnavailable", "The request cannot be judged now.");
    private static final CheckResponse UNKNOWN_PROXY =
            CheckAnswers.denied(
                    Code.UNAUTHENTICATED,
                    "AccessDenied",
                    "The proxy is not known to the authorization service.");

    private final CheckReader reader;
    private final Engine engine;
    private final Gate gate;
    private final MeterRegistry registry;

    CheckService(EnvoyRoutes routes, Engine engine, Gate gate, MeterRegistry registry) {
        this.reader = new CheckReader(routes);
        this.engine = engine;
        this.gate = gate;
        this.registry = registry;
    }

    /**
     * Never fails.
     *
     * @param authorization of the call's metadata
     * @param from the Envoy's own connection
     */
    CompletionStage<CheckResponse> check(
            CheckRequest check, List<String> authorization, Origin from) {
        CompletionStage<CheckResponse> answer;
        try {
            answer = judged(check, authorization, from);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionally(
                        e -> {
                            LOG.error("a request of Envoy's could not be judged", e);
                            return NOT_NOW;
                        })
                .whenComplete((told, _) -> count(told));
    }

    private CompletionStage<CheckResponse> judged(
            CheckRequest check, List<String> authorization, Origin from) {
        String bearer = bearer(authorization);
        if (bearer == null || !from.mayCarrySecrets()) {
            if (bearer != null) {
                LOG.warn("a bearer came in the clear from {}: it should be reset", from.sourceIp());
            }
            return CompletableFuture.completedFuture(UNKNOWN_PROXY);
        }
        if (!gate.admitsSource(from.sourceIp())) {
            return CompletableFuture.completedFuture(NOT_NOW);
        }
        return engine.authenticateBearer(Secret.of(bearer))
                .thenCompose(
                        who ->
                                switch (who) {
                                    case Authentication.Refused(AwsError error) ->
                                            CompletableFuture.completedFuture(
                                                    isUnavailable(error) ? NOT_NOW : UNKNOWN_PROXY);
                                    case Authentication.Verified verified ->
                                            asked(check, verified.caller(), from);
                                });
    }

    private static @Nullable String bearer(List<String> authorization) {
        return authorization.size() == 1
                        && authorization
                                .getFirst()
                                .regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.getFirst().substring(BEARER.length())
                : null;
    }

    private CompletionStage<CheckResponse> asked(CheckRequest check, Caller asker, Origin from) {
        if (!gate.admitsAccount(asker.account())) {
            return CompletableFuture.completedFuture(NOT_NOW);
        }
        Question question = reader.read(check);
        if (question == null) {
            return CompletableFuture.completedFuture(NO);
        }
        return engine.decide(
                        new DecisionCall(
                                asker,
                                gate.facts(Answers.requestId(), from),
                                false,
                                List.of(question)))
                .thenApply(decisions -> told(check, decisions));
    }

    private static CheckResponse told(CheckRequest check, Decisions decisions) {
        return switch (decisions) {
            case Decisions.Refused(AwsError error) -> isUnavailable(error) ? NOT_NOW : NO;
            case Decisions.Given given -> {
                Answer answer = given.answers().size() == 1 ? given.answers().getFirst() : null;
                yield switch (answer) {
                    case Answer.Decided(boolean allowed, _, VerifiedSigner signer, _) ->
                            allowed && signer != null ? CheckAnswers.allowed(check, signer) : NO;
                    case Answer.Unanswered(AwsError error) -> isUnavailable(error) ? NOT_NOW : NO;
                    case null -> NOT_NOW;
                };
            }
        };
    }

    private static boolean isUnavailable(AwsError error) {
        return error instanceof CommonError common
                && (common.kind() == CommonError.Kind.SERVICE_UNAVAILABLE
                        || common.kind() == CommonError.Kind.INTERNAL_FAILURE
                        || common.kind() == Pipeline.THROTTLED.kind());
    }

    private void count(@Nullable CheckResponse told) {
        Code code = told == null ? Code.UNKNOWN : Code.forNumber(told.getStatus().getCode());
        registry.counter("ostiary.gateway.envoy.checks", "code", String.valueOf(code)).increment();
    }
}
