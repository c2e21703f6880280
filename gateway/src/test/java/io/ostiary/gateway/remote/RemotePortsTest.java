package io.ostiary.gateway.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.ChunkAnswer;
import io.ostiary.contract.port.ChunkCall;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Engine.NewPassword;
import io.ostiary.contract.port.Engine.Parameters;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.PayloadMode;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.query.UserQuery.ListUsers;
import io.ostiary.contract.result.EngineResult.GetContextKeysForCustomPolicyResult;
import io.ostiary.contract.result.StsResult.GetSessionTokenResult;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.ContextEntry;
import io.ostiary.contract.shape.Credentials;
import io.ostiary.contract.shape.Tag;
import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsFiles;
import io.ostiary.gateway.edge.TrustedProxies;
import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.sealing.InternalMac;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKey;
import io.ostiary.testkit.ServerIdentity;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;

/** The ports over HTTP: the same answers, and nothing for strangers. */
@Timeout(60)
final class RemotePortsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final Actor ACTOR =
            new Actor(
                    Actor.Kind.USER,
                    ACCOUNT,
                    "AIDATEST",
                    "AKIATEST",
                    null,
                    "arn:aws:iam::111111111111:user/alice");
    private static final Caller CALLER = new Caller(ACTOR, "alice", "AIDATEST", null);
    private static final List<Revealed> REVEALED =
            List.of(new Revealed(ACCOUNT, 7), new Revealed(AccountId.of(2), 1L << 40));
    private static final RequestFacts FACTS =
            new RequestFacts("request", "127.0.0.1", false, null, null, "us-east-1");

    private final Vertx vertx = Vertx.vertx();
    private final MasterKey master = MasterKey.random();
    private final PurposeKey key = master.keysFor(KeyRole.GATEWAY).key(Purpose.INTERNAL_CALL);
    private final RecordingEngine engine = new RecordingEngine();
    private final List<Query> queries = new ArrayList<>();
    private final InternalServer engineServer = InternalServer.of(engine, vertx, key, Instant::now);
    private final InternalServer projectionServer =
            InternalServer.of((Projection) this::query, vertx, key, Instant::now);
    private final int enginePort = engineServer.start(Listening.loopback(0));
    private final RemoteEngine remote = new RemoteEngine(client(enginePort, key));

    private InternalClient client(int port, PurposeKey with) {
        return new InternalClient(
                vertx, Neighbour.parse("127.0.0.1:" + port, null), with, Instant::now);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private CompletionStage<Projection.Reply> query(AccountId account, Actor actor, Query query) {
        queries.add(query);
        return CompletableFuture.completedFuture(
                new Projection.Reply.Refused(new NoSuchEntity("no"), REVEALED));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

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

    @Test
    void anEngineThatDoesNotAnswerRefuses() {
        engineServer.close();
        var refused =
                assertInstanceOf(
                        Authentication.Refused.class,
                        get(
                                remote.authenticate(
                                        new SignedRequest(
                                                "GET", "/", "", List.of(), "00", "iam"))));
        assertEquals("ServiceUnavailable", refused.error().code());
        assertEquals(Set.of(), get(remote.closedAccounts(NOW)));
        var failure =
                assertThrows(CompletionException.class, () -> get(remote.uniqueIds(Set.of("arn"))));
        assertEquals(
                503,
                assertInstanceOf(RefusedRequest.class, failure.getCause()).error().httpStatus());
    }

    @Test
    void anotherMasterKeyIsRefusedOnBothSides() {
        PurposeKey other = MasterKey.random().keysFor(KeyRole.GATEWAY).key(Purpose.INTERNAL_CALL);
        var stranger = new RemoteEngine(client(enginePort, other));
        assertInstanceOf(
                Hashing.Refused.class,
                get(
                        stranger.hashPassword(
                                new NewPassword(ACTOR, "ana", Secret.of("password"), null))));
        assertTrue(engine.asked.isEmpty());
    }

    @Test
    void aDirectCallIsAnswered403AndNothingMore() throws Exception {
        byte[] body =
                new InternalCalls(key)
                        .uniqueIds
                        .questions()
                        .encode(new InternalCalls.UniqueIdsCall(Set.of("arn")));
        String path = "/internal/unique-ids";
        InternalMac mac = new InternalMac(key);
        Instant now = Instant.now();
        assertEquals(403, post(path, body, null));
        assertEquals(403, post(path, body, "AAAA"));
        assertEquals(403, post(path, body, mac.stamp("POST", path, new byte[0], now)));
        assertEquals(403, post(path, body, mac.stamp("POST", "/internal/authorize", body, now)));
        assertEquals(
                403,
                post(path, body, mac.stamp("POST", path, body, now.minus(Duration.ofMinutes(2)))));
        assertEquals(403, post("/", body, mac.stamp("POST", "/", body, now)));
        String once = mac.stamp("POST", path, body, now);
        assertEquals(200, post(path, body, once));
        assertEquals(403, post(path, body, once));
    }

    private int post(String path, byte[] body, @org.jspecify.annotations.Nullable String stamp)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + enginePort + path))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            if (stamp != null) {
                request.header(InternalMac.HEADER, stamp);
            }
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertTrue(response.statusCode() == 200 || response.body().isEmpty());
            return response.statusCode();
        }
    }

    /** Keeps what it is asked. */
    private static final class RecordingEngine implements Engine {

        volatile Decisions decisions = new Decisions.Given(List.of(), 1);

        final SearchAnswer found =
                new SearchAnswer.Found(
                        List.of(
                                new SearchAnswer.Item(
                                        "user",
                                        "arn",
                                        SearchAnswer.Certainty.IF,
                                        SearchAnswer.Side.PRINCIPAL,
                                        List.of(
                                                new SearchAnswer.Condition(
                                                        "service control policy",
                                                        null,
                                                        null,
                                                        false,
                                                        null,
                                                        null,
                                                        List.of()),
                                                new SearchAnswer.Condition(
                                                        "identity-based policy",
                                                        "identity/p",
                                                        "0",
                                                        true,
                                                        "IpAddress",
                                                        "aws:SourceIp",
                                                        List.of("10.0.0.0/8"))),
                                        true)),
                        null,
                        3);
        private final List<Object> asked = new ArrayList<>();
        volatile Authorization authorization =
                new Authorization.Denied(CommonError.accessDenied("no"));

        @Override
        public CompletionStage<Authentication> authenticate(SignedRequest request) {
            asked.add(request);
            return CompletableFuture.completedFuture(
                    new Authentication.Verified(CALLER, Set.of("host")));
        }

        @Override
        public CompletionStage<Authentication> authenticateBearer(Secret bearer) {
            asked.add(bearer);
            return CompletableFuture.completedFuture(new Authentication.Verified(CALLER, Set.of()));
        }

        @Override
        public CompletionStage<Decisions> decide(DecisionCall call) {
            asked.add(call);
            return CompletableFuture.completedFuture(decisions);
        }

        @Override
        public CompletionStage<ChunkAnswer> verifyChunks(ChunkCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<SearchAnswer> search(SearchCall call) {
            asked.add(call);
            return CompletableFuture.completedFuture(found);
        }

        @Override
        public CompletionStage<Authorization> authorize(Question question) {
            asked.add(question);
            return CompletableFuture.completedFuture(authorization);
        }

        @Override
        public CompletionStage<Answer> securityToken(
                Caller caller, StsRequest request, RequestFacts facts) {
            return CompletableFuture.completedFuture(
                    new Answer.Given(
                            new GetSessionTokenResult(
                                    new Credentials(
                                            "ASIA",
                                            Instant.EPOCH,
                                            Secret.of("secret"),
                                            Secret.of("token")))));
        }

        @Override
        public CompletionStage<Answer> answer(Caller caller, EngineQuery query) {
            asked.add(query);
            return CompletableFuture.completedFuture(
                    new Answer.Given(
                            new GetContextKeysForCustomPolicyResult(List.of("aws:username"))));
        }

        @Override
        public CompletionStage<Hashing> hashPassword(NewPassword password) {
            asked.add(password);
            return CompletableFuture.supplyAsync(
                    () ->
                            new Hashing.Hashed(
                                    new HashedPassword(
                                            new SealedSecret("hash"),
                                            8,
                                            new HashedPassword.Facts(true, true, true, true),
                                            new HashedPassword.Comparison(Instant.EPOCH, 3, null)),
                                    new ProvenPassword(Instant.EPOCH)));
        }

        @Override
        public CompletionStage<Set<AccountId>> closedAccounts(Instant until) {
            return CompletableFuture.completedFuture(
                    until.equals(NOW) ? Set.of(ACCOUNT) : Set.of());
        }

        @Override
        public CompletionStage<Map<String, String>> uniqueIds(Set<String> principalArns) {
            return CompletableFuture.completedFuture(Map.of("arn", "AIDA"));
        }
    }

    @Test
    void a135_overTlsOnlyACertificateOfThatHostAndOfATrustedAuthorityIsBelieved(
            @TempDir Path folder) {
        var ours = ServerIdentity.ofLocalhost(folder);
        var elsewhere = ServerIdentity.make(folder, "dns:elsewhere.example", "-1d");
        var request = new SignedRequest("GET", "/", "", List.of(), "00", "iam");
        for (var identity : List.of(ours, elsewhere)) {
            var listening =
                    new Listening(
                            List.of(ListenAddress.loopback(0)),
                            new TlsFiles(identity.certificateFile(), identity.keyFile()),
                            TrustedProxies.NONE,
                            false);
            try (var server = InternalServer.of(engine, vertx, key, Instant::now)) {
                String url = "https://127.0.0.1:" + server.start(listening);
                for (var trusted : List.of(ours, elsewhere)) {
                    var client =
                            new InternalClient(
                                    vertx,
                                    Neighbour.parse(url, trusted.certificateFile()),
                                    key,
                                    Instant::now);
                    var answer = get(new RemoteEngine(client).authenticate(request));
                    boolean believed = identity == ours && trusted == ours;
                    assertEquals(believed, answer instanceof Authentication.Verified);
                }
                // Whom Java trusts has certified none of these.
                var unknowing =
                        new InternalClient(vertx, Neighbour.parse(url, null), key, Instant::now);
                assertInstanceOf(
                        Authentication.Refused.class,
                        get(new RemoteEngine(unknowing).authenticate(request)));
                // Nor is plain HTTP answered there.
                var plain =
                        new InternalClient(
                                vertx,
                                Neighbour.parse(url.replace("https", "http"), null),
                                key,
                                Instant::now);
                assertInstanceOf(
                        Authentication.Refused.class,
                        get(new RemoteEngine(plain).authenticate(request)));
            }
        }
    }
}
