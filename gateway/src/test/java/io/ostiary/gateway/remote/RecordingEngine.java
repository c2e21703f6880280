package io.ostiary.gateway.remote;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.ChunkAnswer;
import io.ostiary.contract.port.ChunkCall;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Engine.NewPassword;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.result.EngineResult.GetContextKeysForCustomPolicyResult;
import io.ostiary.contract.result.StsResult.GetSessionTokenResult;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.Credentials;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An engine that keeps what it is asked. */
final class RecordingEngine implements Engine {

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
    final List<Object> asked = new ArrayList<>();
    volatile Authorization authorization = new Authorization.Denied(CommonError.accessDenied("no"));

    @Override
    public CompletionStage<Authentication> authenticate(SignedRequest request) {
        asked.add(request);
        return CompletableFuture.completedFuture(
                new Authentication.Verified(RemotePortsFixture.CALLER, Set.of("host")));
    }

    @Override
    public CompletionStage<Authentication> authenticateBearer(Secret bearer) {
        asked.add(bearer);
        return CompletableFuture.completedFuture(
                new Authentication.Verified(RemotePortsFixture.CALLER, Set.of()));
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
                new Answer.Given(new GetContextKeysForCustomPolicyResult(List.of("aws:username"))));
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
                until.equals(RemotePortsFixture.NOW)
                        ? Set.of(RemotePortsFixture.ACCOUNT)
                        : Set.of());
    }

    @Override
    public CompletionStage<Map<String, String>> uniqueIds(Set<String> principalArns) {
        return CompletableFuture.completedFuture(Map.of("arn", "AIDA"));
    }
}
