package io.ostiary.gateway.serve;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.result.UserResult.GetUserResult;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.User;
import io.ostiary.gateway.edge.Answers;
import io.ostiary.gateway.edge.Origin;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.Answer;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.pipeline.ReceivedRequest;
import io.ostiary.gateway.pipeline.Throttle;
import io.ostiary.gateway.protocol.ResponseWriters;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the gateway itself adds to a GetUser, with ports that answer at once. Prints the time; fails
 * on what it allocates, which does not depend on the machine.
 */
final class PipelineCostTest {

    private static final int ROUNDS = Integer.getInteger("ostiary.rounds", 20_000);
    private static final int MAX_BYTES = 16 * 1024;
    private static final Caller CALLER =
            new Caller(
                    new Actor(
                            Actor.Kind.USER,
                            new AccountId("111111111111"),
                            "AIDATEST",
                            "AKIATEST",
                            null,
                            "arn:aws:iam::111111111111:user/alice"),
                    "alice",
                    "AIDATEST",
                    null);

    private final Pipeline pipeline =
            new Pipeline(
                    new OperationCatalog(ServiceCatalog.load()),
                    new ResponseWriters(),
                    new Pipeline.Ports(
                            new AtOnce(),
                            new OneUser(),
                            (_, _) -> CompletableFuture.completedFuture(true),
                            _ -> {
                                throw new IllegalStateException("no command");
                            },
                            _ -> true),
                    MasterKey.random().keysFor(KeyRole.GATEWAY),
                    new Pipeline.Settings(
                            "us-east-1",
                            new Throttle.Rate(1_000_000, 1_000_000),
                            new Throttle.Rate(1_000_000, 1_000_000)),
                    Instant::now,
                    System::nanoTime);

    private long answered;

    @Test
    void aGetUserCostsLittle() {
        ReceivedRequest request =
                new ReceivedRequest(
                        Protocol.QUERY,
                        "POST",
                        "/",
                        "",
                        List.of(
                                new SignedRequest.Header("Host", "127.0.0.1:4610"),
                                new SignedRequest.Header("User-Agent", "aws-cli/2"),
                                new SignedRequest.Header("X-Amz-Date", "20260101T000000Z"),
                                new SignedRequest.Header(
                                        "Content-Type", "application/x-www-form-urlencoded"),
                                new SignedRequest.Header("Authorization", "AWS4-HMAC-SHA256 …")),
                        "Action=GetUser&Version=2010-05-08&UserName=alice"
                                .getBytes(StandardCharsets.UTF_8),
                        Origin.direct("127.0.0.1", false));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long nanos = 0;
        long bytes = 0;
        for (int series = 0; series < 4; series++) {
            long startBytes = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                pipeline.handle(request, Answers.requestId(), Runnable::run, this::count);
            }
            nanos = (System.nanoTime() - start) / ROUNDS;
            bytes = (threads.getCurrentThreadAllocatedBytes() - startBytes) / ROUNDS;
        }
        System.out.println("GetUser in the pipeline: " + nanos + " ns, " + bytes + " bytes");
        assertTrue(answered == 4L * ROUNDS);
        assertTrue(bytes < MAX_BYTES, bytes + " bytes allocated");
    }

    private void count(Answer answer) {
        answered += answer instanceof Answer.Success ? 1 : 0;
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static final class OneUser implements Projection {
        private final Reply reply =
                new Reply.Found(
                        new GetUserResult(
                                new User(
                                        "arn:aws:iam::111111111111:user/alice",
                                        Instant.parse("2026-01-01T00:00:00Z"),
                                        null,
                                        "/",
                                        null,
                                        List.of(),
                                        "AIDATEST",
                                        "alice")));

        @Override
        public CompletionStage<Reply> query(AccountId account, Actor actor, Query query) {
            return done(reply);
        }
    }

    private static final class AtOnce implements Engine {
        private final Authentication verified =
                new Authentication.Verified(CALLER, Set.of("host", "x-amz-date"));
        private final Authorization allowed = new Authorization.Allowed(1);

        @Override
        public CompletionStage<Authentication> authenticate(SignedRequest request) {
            return done(verified);
        }

        @Override
        public CompletionStage<Authentication> authenticateBearer(Secret bearer) {
            throw new IllegalStateException();
        }

        @Override
        public CompletionStage<Decisions> decide(DecisionCall call) {
            throw new IllegalStateException();
        }

        @Override
        public CompletionStage<SearchAnswer> search(SearchCall call) {
            throw new IllegalStateException();
        }

        @Override
        public CompletionStage<Authorization> authorize(Question question) {
            return done(allowed);
        }

        @Override
        public CompletionStage<Engine.Answer> securityToken(
                Caller caller, StsRequest request, RequestFacts facts) {
            throw new IllegalStateException();
        }

        @Override
        public CompletionStage<Engine.Answer> answer(Caller caller, EngineQuery query) {
            throw new IllegalStateException();
        }

        @Override
        public CompletionStage<Hashing> hashPassword(NewPassword password) {
            throw new IllegalStateException();
        }

        @Override
        public CompletionStage<Set<AccountId>> closedAccounts(Instant until) {
            throw new IllegalStateException();
        }

        @Override
        public CompletionStage<Map<String, String>> uniqueIds(Set<String> principalArns) {
            throw new IllegalStateException();
        }
    }
}
