package io.ostiary.gateway.envoy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.rpc.Code;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.gateway.edge.Origin;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.pipeline.TestGate;

import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Whatever the engine does but answer with a plain yes, nobody passes. */
final class FailClosedTest {
    private static final Origin HERE = Origin.direct("127.0.0.1", false);
    private static final EnvoyRoutes ROUTES =
            EnvoyRoutes.parse(
                    """
                    {"hosts": ["a"], "routes": [{"path": "/x", "service": "execute-api",
                    "action": "execute-api:Invoke", "resource": "*"}]}
                    """);
    private static final CheckRequest CHECK =
            CheckRequest.newBuilder()
                    .setAttributes(
                            AttributeContext.newBuilder()
                                    .setRequest(
                                            AttributeContext.Request.newBuilder()
                                                    .setHttp(
                                                            AttributeContext.HttpRequest
                                                                    .newBuilder()
                                                                    .setHost("a")
                                                                    .setMethod("GET")
                                                                    .setPath("/x"))))
                    .build();
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final Authentication KNOWN =
            new Authentication.Verified(
                    new Caller(
                            new Actor(
                                    Actor.Kind.USER,
                                    ACCOUNT,
                                    "AIDATEST",
                                    "AKIATEST",
                                    null,
                                    "arn:aws:iam::111111111111:user/envoy"),
                            "envoy",
                            "AIDATEST",
                            null),
                    Set.of());

    private static Code told(InvocationHandler engine) {
        return told(engine, HERE, "Bearer x");
    }

    private static Code told(InvocationHandler handler, Origin from, String... authorization) {
        var engine =
                (Engine)
                        Proxy.newProxyInstance(
                                Engine.class.getClassLoader(),
                                new Class<?>[] {Engine.class},
                                handler);
        var service =
                new CheckService(ROUTES, engine, TestGate.of(engine), new SimpleMeterRegistry());
        CheckResponse answer =
                service.check(CHECK, List.of(authorization), from).toCompletableFuture().join();
        assertNotEquals(Code.OK_VALUE, answer.getStatus().getCode());
        assertFalse(answer.hasOkResponse());
        return Code.forNumber(answer.getStatus().getCode());
    }

    private static InvocationHandler knownThen(Object decided) {
        return (_, method, _) ->
                method.getName().equals("authenticateBearer")
                        ? CompletableFuture.completedFuture(KNOWN)
                        : decided;
    }

    private static Object done(Object value) {
        return CompletableFuture.completedFuture(value);
    }

    @Test
    void anEngineThatFailsOrIsNotThereAllowsNobody() {
        assertEquals(
                Code.UNAVAILABLE,
                told(
                        (_, _, _) -> {
                            throw new IllegalStateException("a test");
                        }));
        var failed = CompletableFuture.failedFuture(new IllegalStateException("a test"));
        assertEquals(Code.UNAVAILABLE, told((_, _, _) -> failed));
        assertEquals(Code.UNAVAILABLE, told(knownThen(failed)));
        AwsError away = CommonError.unavailable("away");
        assertEquals(Code.UNAVAILABLE, told((_, _, _) -> done(new Authentication.Refused(away))));
        assertEquals(Code.UNAVAILABLE, told(knownThen(done(new Decisions.Refused(away)))));
        assertEquals(
                Code.UNAVAILABLE, told(knownThen(done(new Decisions.Refused(Pipeline.THROTTLED)))));
        assertEquals(
                Code.UNAVAILABLE,
                told(
                        knownThen(
                                done(
                                        new Decisions.Given(
                                                List.of(new Decisions.Answer.Unanswered(away)),
                                                1)))));
        assertEquals(Code.UNAVAILABLE, told(knownThen(done(new Decisions.Given(List.of(), 1)))));
    }

    /** Nobody signed, so nobody is there to be let through. */
    @Test
    void aYesWithoutASignerIsNone() {
        var yes = new Decisions.Answer.Decided(true, List.of(), null, null);
        assertEquals(
                Code.PERMISSION_DENIED,
                told(knownThen(done(new Decisions.Given(List.of(yes), 1)))));
        var no = new Decisions.Answer.Unanswered(CommonError.accessDenied("no"));
        assertEquals(
                Code.PERMISSION_DENIED, told(knownThen(done(new Decisions.Given(List.of(no), 1)))));
    }

    @Test
    void aBearerInTheClearFromElsewhereIsNotEvenLookedAt() {
        InvocationHandler never =
                (_, _, _) -> {
                    throw new AssertionError("asked");
                };
        assertEquals(
                Code.UNAUTHENTICATED, told(never, Origin.direct("192.0.2.1", false), "Bearer x"));
        assertEquals(Code.UNAUTHENTICATED, told(never, HERE));
        assertEquals(Code.UNAUTHENTICATED, told(never, HERE, "Bearer x", "Bearer x"));
        assertEquals(Code.UNAUTHENTICATED, told(never, HERE, "x"));
    }
}
