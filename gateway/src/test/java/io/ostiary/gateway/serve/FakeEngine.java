package io.ostiary.gateway.serve;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.ChunkAnswer;
import io.ostiary.contract.port.ChunkCall;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.result.EngineResult.ExplainDenialResult;
import io.ostiary.contract.result.EngineResult.GetContextKeysForCustomPolicyResult;
import io.ostiary.contract.result.EngineResult.GetContextKeysForPrincipalPolicyResult;
import io.ostiary.contract.result.EngineResult.SimulateCustomPolicyResult;
import io.ostiary.contract.result.EngineResult.SimulatePrincipalPolicyResult;
import io.ostiary.contract.result.EngineResult.ValidatePolicyResult;
import io.ostiary.contract.result.StsResult.AssumeRoleResult;
import io.ostiary.contract.result.StsResult.DecodeAuthorizationMessageResult;
import io.ostiary.contract.result.StsResult.GetAccessKeyInfoResult;
import io.ostiary.contract.result.StsResult.GetCallerIdentityResult;
import io.ostiary.contract.result.StsResult.GetSessionTokenResult;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.Credentials;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Believes {@code Authorization: TEST kind:account:name} and allows everybody everything, unless it
 * is told otherwise. Keeps what it was asked.
 */
final class FakeEngine implements Engine {

    static final AccountId ACCOUNT = new AccountId("111111111111");

    final List<SignedRequest> signed = new CopyOnWriteArrayList<>();
    final List<DecisionCall> calls = new CopyOnWriteArrayList<>();
    final List<SearchCall> searches = new CopyOnWriteArrayList<>();
    final List<Question> questions = new CopyOnWriteArrayList<>();
    final List<StsRequest> stsRequests = new CopyOnWriteArrayList<>();
    final List<RequestFacts> facts = new CopyOnWriteArrayList<>();
    volatile @Nullable CommonError denial;
    volatile long revision;

    /** The only Host that signatures fit, unless null. */
    volatile @Nullable String signedFor;

    volatile Caller.@Nullable Session session;
    volatile Map<String, String> uniqueIds = Map.of();

    @Override
    public CompletionStage<Authentication> authenticate(SignedRequest request) {
        signed.add(request);
        String authorization = header(request, "authorization");
        String wanted = signedFor;
        boolean fits = wanted == null || wanted.equals(header(request, "host"));
        if (authorization == null || !authorization.startsWith("TEST ") || !fits) {
            return done(
                    new Authentication.Refused(
                            new CommonError(
                                    CommonError.Kind.SIGNATURE_DOES_NOT_MATCH,
                                    "The request signature we calculated does not match.")));
        }
        String[] parts = authorization.substring(5).split(":", -1);
        Set<String> names =
                request.headers().stream()
                        .map(header -> header.name().toLowerCase(java.util.Locale.ROOT))
                        .filter(name -> !name.equals(parts.length > 3 ? parts[3] : ""))
                        .collect(Collectors.toSet());
        return done(new Authentication.Verified(caller(parts), names));
    }

    private Caller caller(String[] parts) {
        Actor.Kind kind = Actor.Kind.valueOf(parts[0]);
        AccountId account = new AccountId(parts[1]);
        String arn =
                switch (kind) {
                    case ROOT, ROOT_SESSION -> "arn:aws:iam::" + account + ":root";
                    case ROLE_SESSION ->
                            "arn:aws:sts::" + account + ":assumed-role/" + parts[2] + "/session";
                    case USER, USER_SESSION, SYSTEM ->
                            "arn:aws:iam::" + account + ":user/" + parts[2];
                };
        return new Caller(
                new Actor(kind, account, "AIDATEST", "AKIATEST", null, arn),
                kind == Actor.Kind.USER ? parts[2] : null,
                "AIDATEST",
                session);
    }

    /** The next revision of the account. */
    long later() {
        return ++revision;
    }

    private static @Nullable String header(SignedRequest request, String name) {
        return request.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(SignedRequest.Header::value)
                .findFirst()
                .orElse(null);
    }

    /** Believes {@code kind:account:name}. */
    @Override
    public CompletionStage<Authentication> authenticateBearer(Secret bearer) {
        String[] parts = bearer.revealText().split(":", -1);
        return done(
                parts.length == 3
                        ? new Authentication.Verified(caller(parts), Set.of())
                        : new Authentication.Refused(CommonError.invalidClientToken()));
    }

    /** Allows what is called {@code …:Get…}, and has no answer for {@code …:Fail}. */
    @Override
    public CompletionStage<Decisions> decide(DecisionCall call) {
        calls.add(call);
        List<Decisions.Answer> answers =
                call.questions().stream()
                        .<Decisions.Answer>map(
                                question ->
                                        question.action().endsWith(":Fail")
                                                ? new Decisions.Answer.Unanswered(
                                                        CommonError.accessDenied("not to you"))
                                                : new Decisions.Answer.Decided(
                                                        question.action().contains(":Get"),
                                                        List.of(),
                                                        null,
                                                        null))
                        .toList();
        return done(new Decisions.Given(answers, revision));
    }

    /** Finds two, by the name of what is sought, one for certain and one perhaps; then a page. */
    @Override
    public CompletionStage<SearchAnswer> search(SearchCall call) {
        searches.add(call);
        SearchAnswer.Item sure =
                new SearchAnswer.Item(
                        "user",
                        "arn:aws:iam::111111111111:user/alice",
                        SearchAnswer.Certainty.YES,
                        SearchAnswer.Side.ALL,
                        List.of(),
                        false);
        SearchAnswer.Item perhaps =
                new SearchAnswer.Item(
                        "role",
                        "arn:aws:iam::111111111111:role/app",
                        SearchAnswer.Certainty.IF,
                        SearchAnswer.Side.PRINCIPAL,
                        List.of(
                                new SearchAnswer.Condition(
                                        "identity-based policy",
                                        "identity/p",
                                        "0",
                                        true,
                                        "IpAddress",
                                        "aws:SourceIp",
                                        List.of("10.0.0.0/8"))),
                        false);
        return done(
                new SearchAnswer.Found(
                        call.certain() ? List.of(sure) : List.of(sure, perhaps),
                        call.after().isEmpty() ? "position" : null,
                        revision));
    }

    @Override
    public CompletionStage<ChunkAnswer> verifyChunks(ChunkCall call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Authorization> authorize(Question question) {
        questions.add(question);
        facts.add(question.facts());
        CommonError refused = denial;
        return done(
                refused == null
                        ? new Authorization.Allowed(revision)
                        : new Authorization.Denied(refused));
    }

    @Override
    public CompletionStage<Answer> securityToken(
            Caller caller, StsRequest request, RequestFacts requestFacts) {
        stsRequests.add(request);
        facts.add(requestFacts);
        return done(
                new Answer.Given(
                        switch (request) {
                            case StsRequest.GetCallerIdentity _ ->
                                    new GetCallerIdentityResult(
                                            caller.account().value(),
                                            caller.arn(),
                                            caller.userId());
                            case StsRequest.AssumeRole _ ->
                                    new AssumeRoleResult(null, credentials(), 6, null);
                            case StsRequest.GetSessionToken _ ->
                                    new GetSessionTokenResult(credentials());
                            case StsRequest.GetAccessKeyInfo _ ->
                                    new GetAccessKeyInfoResult(caller.account().value());
                            case StsRequest.DecodeAuthorizationMessage _ ->
                                    new DecodeAuthorizationMessageResult("{}");
                        }));
    }

    @Override
    public CompletionStage<Answer> answer(Caller caller, EngineQuery query) {
        return done(
                new Answer.Given(
                        switch (query) {
                            case EngineQuery.GetContextKeysForCustomPolicy _ ->
                                    new GetContextKeysForCustomPolicyResult(List.of());
                            case EngineQuery.GetContextKeysForPrincipalPolicy _ ->
                                    new GetContextKeysForPrincipalPolicyResult(List.of());
                            case EngineQuery.SimulateCustomPolicy _ ->
                                    new SimulateCustomPolicyResult(List.of(), false, null);
                            case EngineQuery.SimulatePrincipalPolicy _ ->
                                    new SimulatePrincipalPolicyResult(List.of(), false, null);
                            case EngineQuery.ValidatePolicy _ ->
                                    new ValidatePolicyResult(List.of(), null);
                            case EngineQuery.ExplainDenial _ -> new ExplainDenialResult(List.of());
                        }));
    }

    private static Credentials credentials() {
        return new Credentials(
                "ASIATEST",
                Instant.parse("2026-01-01T00:00:00Z"),
                Secret.of("minted-secret"),
                Secret.of("minted-token"));
    }

    @Override
    public CompletionStage<Hashing> hashPassword(NewPassword asked) {
        int length = asked.password().length();
        return done(
                new Hashing.Hashed(
                        new HashedPassword(
                                new SealedSecret("hash-of-" + length),
                                length,
                                new HashedPassword.Facts(true, true, true, true),
                                null),
                        asked.old() == null ? null : new ProvenPassword(Instant.EPOCH)));
    }

    @Override
    public CompletionStage<Map<String, String>> uniqueIds(Set<String> principalArns) {
        return done(
                uniqueIds.entrySet().stream()
                        .filter(entry -> principalArns.contains(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public CompletionStage<Set<AccountId>> closedAccounts(Instant until) {
        return done(Set.of());
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
