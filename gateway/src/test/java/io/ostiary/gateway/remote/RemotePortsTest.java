package io.ostiary.gateway.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Engine.NewPassword;
import io.ostiary.contract.port.Engine.Parameters;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.PayloadMode;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.query.UserQuery.ListUsers;
import io.ostiary.contract.result.EngineResult.GetContextKeysForCustomPolicyResult;
import io.ostiary.contract.result.StsResult.GetSessionTokenResult;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.ContextEntry;
import io.ostiary.contract.shape.Tag;
import io.ostiary.gateway.edge.Listening;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** The ports over HTTP: the same questions and the same answers. */
@Timeout(60)
final class RemotePortsTest extends RemotePortsFixture {

    @Test
    void questionsAndAnswersArriveAsTheyWereGiven() {
        var request =
                new SignedRequest(
                        "POST",
                        "/",
                        "a=\u00e9",
                        List.of(new SignedRequest.Header("Host", "h")),
                        "00",
                        "iam");
        assertEquals(
                new Authentication.Verified(CALLER, Set.of("host")),
                get(remote.authenticate(request)));
        var question =
                new Question(
                        CALLER,
                        "iam",
                        "CreateUser",
                        new Parameters(Map.of("UserName", "b"), List.of(new Tag("k", "v")), false),
                        FACTS);
        var denied = assertInstanceOf(Authorization.Denied.class, get(remote.authorize(question)));
        assertEquals(CommonError.accessDenied("no"), denied.error());
        engine.authorization = new Authorization.Allowed(77);
        assertEquals(engine.authorization, get(remote.authorize(question)));
        assertEquals(List.of(request, question, question), engine.asked);
        assertEquals(Map.of("arn", "AIDA"), get(remote.uniqueIds(Set.of("arn"))));
        assertEquals(Set.of(ACCOUNT), get(remote.closedAccounts(NOW)));
        var projection =
                new RemoteProjection(client(projectionServer.start(Listening.loopback(0)), key));
        var query = new ListUsers("position", 10, "/");
        assertEquals(
                new Projection.Reply.Refused(new NoSuchEntity("no"), REVEALED),
                get(projection.query(ACCOUNT, ACTOR, query)));
        assertEquals(List.of(query), queries);
    }

    @Test
    void secretsTravelSealed() {
        var password =
                new NewPassword(
                        ACTOR, null, Secret.of("canary-password"), Secret.of("canary-before"));
        byte[] hash = new InternalCalls(key).hashPassword.questions().encode(password);
        assertTrue(!new String(hash, UTF_8).contains("canary"));
        assertInstanceOf(Hashing.Hashed.class, get(remote.hashPassword(password)));
        assertEquals(password, engine.asked.getFirst());
        var given =
                assertInstanceOf(
                        Answer.Given.class,
                        get(
                                remote.securityToken(
                                        CALLER, new StsRequest.GetCallerIdentity(), FACTS)));
        var result = assertInstanceOf(GetSessionTokenResult.class, given.result());
        assertEquals(
                Secret.of("token"),
                java.util.Objects.requireNonNull(result.credentials()).sessionToken());
    }

    @Test
    void aQuestionAboutPoliciesArrivesWhole() {
        var query =
                new EngineQuery.SimulateCustomPolicy(
                        List.of("s3:GetObject"),
                        null,
                        List.of(new ContextEntry("aws:username", "string", List.of("a"))),
                        null,
                        5,
                        List.of(),
                        List.of("{}"),
                        List.of(),
                        null,
                        null,
                        null);
        var given = assertInstanceOf(Answer.Given.class, get(remote.answer(CALLER, query)));
        assertEquals(
                new GetContextKeysForCustomPolicyResult(List.of("aws:username")), given.result());
        assertEquals(query, engine.asked.getFirst());
    }

    @Test
    void questionsAndBearersTravelWhole() {
        assertEquals(
                new Authentication.Verified(CALLER, Set.of()),
                get(remote.authenticateBearer(Secret.of("canary-bearer"))));
        var signed =
                new SignedRequest(
                        "GET",
                        "/k",
                        "",
                        List.of(new SignedRequest.Header("Host", "s3.example.com")),
                        "UNSIGNED-PAYLOAD",
                        "s3");
        var context =
                Map.of("aws:SourceIp", List.of("192.0.2.1"), "aws:TagKeys", List.<String>of());
        var call =
                new DecisionCall(
                        CALLER,
                        FACTS,
                        true,
                        List.of(
                                new DecisionCall.Question(
                                        new Subject.Principal("arn"), "s3:GetObject", "*", context),
                                new DecisionCall.Question(
                                        new Subject.Session("ASIA", Secret.of("canary-token")),
                                        "s3:GetObject",
                                        "*",
                                        Map.of()),
                                new DecisionCall.Question(
                                        new Subject.Signer(signed), "a:B", "*", Map.of())));
        assertTrue(
                !new String(new InternalCalls(key).decide.questions().encode(call), UTF_8)
                        .contains("canary"));
        engine.decisions =
                new Decisions.Given(
                        List.of(
                                new Decisions.Answer.Decided(
                                        true,
                                        List.of(
                                                new Decisions.Reason(
                                                        Decisions.Reason.Kind.ALLOWED,
                                                        "identity-based policy",
                                                        "identity/p",
                                                        null)),
                                        new Decisions.VerifiedSigner(
                                                "111111111111",
                                                "arn",
                                                "AIDA",
                                                List.of("host"),
                                                "00",
                                                PayloadMode.CHUNKS,
                                                "sealed"),
                                        "sealed"),
                                new Decisions.Answer.Unanswered(CommonError.accessDenied("no"))),
                        7);
        assertEquals(engine.decisions, get(remote.decide(call)));
        assertEquals(List.of(Secret.of("canary-bearer"), call), engine.asked);
    }

    @Test
    void aSearchAndWhatItFoundArrive() throws Exception {
        for (SearchCall.Sought sought :
                List.of(
                        new SearchCall.Sought.Subjects(null, "s3:GetObject", "*"),
                        new SearchCall.Sought.Actions("AIDA", null),
                        new SearchCall.Sought.Resources("s3", "AIDA", "s3:GetObject"))) {
            var call =
                    new SearchCall(
                            CALLER,
                            FACTS,
                            sought,
                            Map.of("aws:SourceIp", List.of("10.0.0.1")),
                            true,
                            "after",
                            10);
            assertEquals(engine.found, get(remote.search(call)));
            assertEquals(call, engine.asked.getLast());
        }
    }

    @Test
    void noAnswerIsLostHoweverManyAskAtOnce() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Map<String, String>> call = () -> get(remote.uniqueIds(Set.of("arn")));
            for (var answer : callers.invokeAll(Collections.nCopies(2_000, call))) {
                assertEquals(Map.of("arn", "AIDA"), answer.get());
            }
        }
    }
}
