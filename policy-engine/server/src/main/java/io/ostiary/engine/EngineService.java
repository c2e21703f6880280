package io.ostiary.engine;

import io.ostiary.contract.error.AwsError;
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
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.authenticate.Authenticator;
import io.ostiary.engine.authorize.AuthorizationCatalog;
import io.ostiary.engine.authorize.Authorizer;
import io.ostiary.engine.decide.DecisionPoint;
import io.ostiary.engine.decide.KnownOwners;
import io.ostiary.engine.decide.Subjects;
import io.ostiary.engine.denial.Denial;
import io.ostiary.engine.denial.DenialRecorder;
import io.ostiary.engine.denial.DenialStore;
import io.ostiary.engine.denial.DenialTeller;
import io.ostiary.engine.denial.EncodedMessages;
import io.ostiary.engine.explain.DenialExplanations;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.mint.SecurityTokens;
import io.ostiary.engine.password.PasswordPool;
import io.ostiary.engine.password.Passwords;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.PolicyCompiler;
import io.ostiary.engine.principal.Principals;
import io.ostiary.engine.resource.ResourceRegistry;
import io.ostiary.engine.search.SearchPoint;
import io.ostiary.engine.session.SessionTokens;
import io.ostiary.engine.simulate.EngineQueries;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.KeyRing;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKeys;
import io.ostiary.sealing.TokenSeal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * The engine in one process. Each answer reads the fold's snapshot once, after the request has
 * arrived, and is judged by it alone; when its lease is over, or an account in question cannot be
 * read, the answer is ServiceUnavailable. It never throws: a fault of ours is a refusal and a line
 * in the log. Closing it ends its threads.
 */
public final class EngineService implements Engine, AutoCloseable {

    private final EngineFold fold;
    private final OneSnapshot answers;
    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final DecisionPoint decisionPoint;
    private final SecurityTokens securityTokens;
    private final Passwords passwords;
    private final EngineQueries queries;
    private final DenialRecorder denials;
    private final SearchPoint searchPoint;

    public EngineService(
            EngineFold fold,
            Authenticator authenticator,
            Authorizer authorizer,
            DecisionPoint decisionPoint,
            SecurityTokens securityTokens,
            Passwords passwords,
            EngineQueries queries,
            SearchPoint searchPoint,
            DenialRecorder denials,
            InstantSource clock) {
        this.denials = denials;
        this.fold = fold;
        this.answers = new OneSnapshot(fold, clock);
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.decisionPoint = decisionPoint;
        this.securityTokens = securityTokens;
        this.passwords = passwords;
        this.queries = queries;
        this.searchPoint = searchPoint;
    }

    /**
     * @param keys those of an engine: SESSION_TOKEN, ACCOUNT_KEY, ENCODED_MESSAGE, COMMAND_FIELD
     *     and CHUNK_CONTINUATION are used
     * @param random a cryptographic one, for secrets and key ids
     * @param store for denials
     */
    public static EngineService of(
            EngineFold fold,
            PurposeKeys keys,
            AuthorizationCatalog catalog,
            AwsManagedPolicies awsManaged,
            RandomGenerator random,
            DenialStore store,
            InstantSource clock) {
        var tokens = new SessionTokens(new TokenSeal(KeyRing.of(keys.key(Purpose.SESSION_TOKEN))));
        var compiler = new PolicyCompiler();
        var principals = new Principals(compiler, awsManaged);
        var registry = new ResourceRegistry(compiler);
        var guardrails = new OrganizationGuardrails(compiler);
        var denials = new DenialRecorder(new DenialTeller(catalog.data()), store, clock);
        var messages = new EncodedMessages(keys.seal(Purpose.ENCODED_MESSAGE));
        var owners = new KnownOwners(principals, registry);
        var authorizer = new Authorizer(catalog, principals, guardrails, registry, denials);
        var accountKeys = new AccountKeys(keys.key(Purpose.ACCOUNT_KEY));
        var authenticator = new Authenticator(accountKeys, tokens);
        return new EngineService(
                fold,
                authenticator,
                authorizer,
                new DecisionPoint(
                        principals,
                        guardrails,
                        authenticator,
                        owners,
                        denials,
                        messages,
                        keys.key(Purpose.CHUNK_CONTINUATION)),
                new SecurityTokens(
                        principals, guardrails, authorizer, tokens, random, denials, messages),
                new Passwords(
                        new PasswordPool(new CommandFields(keys.key(Purpose.COMMAND_FIELD))),
                        accountKeys),
                new EngineQueries(
                        awsManaged,
                        guardrails,
                        catalog.data(),
                        new DenialExplanations(denials, principals, guardrails, owners)),
                new SearchPoint(
                        principals,
                        guardrails,
                        new Subjects(principals, authenticator),
                        owners,
                        catalog.data(),
                        denials),
                denials,
                clock);
    }

    @Override
    public CompletionStage<Authentication> authenticate(SignedRequest request) {
        return completed(
                answers.ofAnybody(
                        "authentication",
                        Authentication.Refused::new,
                        (snapshot, now) -> authenticator.authenticate(snapshot, request, now)));
    }

    @Override
    public CompletionStage<Authentication> authenticateBearer(Secret bearer) {
        return completed(
                answers.ofAnybody(
                        "authentication of a bearer",
                        Authentication.Refused::new,
                        (snapshot, now) -> authenticator.authenticate(snapshot, bearer, now)));
    }

    @Override
    public CompletionStage<Decisions> decide(DecisionCall call) {
        return completed(
                answers.of(
                        call.asker().account(),
                        "a decision",
                        Decisions.Refused::new,
                        (snapshot, now) -> decisionPoint.decide(snapshot, call, now)));
    }

    @Override
    public CompletionStage<ChunkAnswer> verifyChunks(ChunkCall call) {
        return completed(
                answers.of(
                        call.asker().account(),
                        "the verification of chunks",
                        ChunkAnswer.Refused::new,
                        (snapshot, now) -> decisionPoint.verify(snapshot, call, now)));
    }

    @Override
    public CompletionStage<SearchAnswer> search(SearchCall call) {
        AccountId account = call.asker().account();
        return searchPoint.submit(
                account,
                () ->
                        answers.of(
                                account,
                                "a search",
                                SearchAnswer.Refused::new,
                                (snapshot, now) -> searchPoint.search(snapshot, call, now)));
    }

    @Override
    public CompletionStage<Authorization> authorize(Question question) {
        return completed(
                answers.of(
                        question.caller().account(),
                        "an authorization",
                        Authorization.Denied::new,
                        (snapshot, now) -> authorized(snapshot, question, now)));
    }

    @Override
    public CompletionStage<Answer> securityToken(
            Caller caller, StsRequest request, RequestFacts facts) {
        return completed(
                answers.of(
                        caller.account(),
                        "minting",
                        Answer.Refused::new,
                        (snapshot, now) ->
                                securityTokens.answer(snapshot, caller, request, facts, now)));
    }

    @Override
    public CompletionStage<Answer> answer(Caller caller, EngineQuery query) {
        return switch (query) {
            case EngineQuery.ExplainDenial _ ->
                    denials.settled().thenCompose(_ -> submitted(caller, query));
            case EngineQuery.Simulation _, EngineQuery.Validation _ -> submitted(caller, query);
        };
    }

    private CompletionStage<Answer> submitted(Caller caller, EngineQuery query) {
        return queries.submit(
                caller.account(),
                () ->
                        answers.of(
                                caller.account(),
                                "a question about policies",
                                Answer.Refused::new,
                                (snapshot, now) -> answered(snapshot, caller, query, now)));
    }

    @Override
    public CompletionStage<Hashing> hashPassword(NewPassword password) {
        EngineSnapshot snapshot = fold.snapshot();
        AccountId id = password.caller().account();
        AccountSnapshot account = snapshot.account(id);
        AwsError refusal = OneSnapshot.refusal(snapshot, id);
        if (refusal == null && account != null) {
            return passwords.hash(account, password);
        }
        return CompletableFuture.completedFuture(
                new Hashing.Refused(refusal == null ? CommonError.invalidClientToken() : refusal));
    }

    /** Fails with an IllegalStateException when nothing may be said now. */
    @Override
    public CompletionStage<Map<String, String>> uniqueIds(Set<String> principalArns) {
        try {
            return completed(UniqueIds.of(fold.snapshot(), principalArns));
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Set<AccountId>> closedAccounts(Instant until) {
        EngineSnapshot snapshot = fold.snapshot();
        return CompletableFuture.completedFuture(
                snapshot.isFresh() ? snapshot.closedAccounts(until) : Set.of());
    }

    private Authorization authorized(EngineSnapshot snapshot, Question question, Instant now) {
        AwsError forbidden =
                question.service().equals("sts")
                        ? SecurityTokens.forbiddenToSession(question.caller(), question.operation())
                        : null;
        if (forbidden != null) {
            note(snapshot, question, forbidden, now);
            return new Authorization.Denied(forbidden);
        }
        return authorizer.authorize(snapshot, question, now);
    }

    /** What no policy decides. */
    private void note(EngineSnapshot snapshot, Question question, AwsError error, Instant now) {
        AccountId account = question.caller().account();
        AccountSnapshot found = snapshot.account(account);
        denials.note(
                account,
                () ->
                        new Denial.ByRule(
                                new Denial.Asked(
                                        question.facts().requestId(),
                                        0,
                                        account,
                                        found == null ? 0 : found.state().revision(),
                                        now),
                                question.caller(),
                                question.service() + ':' + question.operation(),
                                error.message()));
    }

    private Answer answered(
            EngineSnapshot snapshot, Caller caller, EngineQuery query, Instant now) {
        AccountSnapshot account = snapshot.account(caller.account());
        return account == null
                ? new Answer.Refused(CommonError.invalidClientToken())
                : queries.answer(snapshot, account, query, now);
    }

    private static <T> CompletionStage<T> completed(T answer) {
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public void close() {
        passwords.close();
        queries.close();
        searchPoint.close();
        denials.close();
    }
}
