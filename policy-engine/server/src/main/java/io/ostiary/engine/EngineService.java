package io.ostiary.engine;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
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
import io.ostiary.engine.authorize.CallerKeys;
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
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The engine in one process. Each answer reads the fold's snapshot once, after the request has
 * arrived, and is judged by it alone; when its lease is over, or an account in question cannot be
 * read, the answer is ServiceUnavailable. It never throws: a fault of ours is a refusal and a line
 * in the log. Closing it ends its threads.
 */
public final class EngineService implements Engine, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineService.class);

    private static final AwsError STALE =
            CommonError.unavailable("The policy engine has not caught up; try again.");
    private static final AwsError UNREADABLE =
            CommonError.unavailable("The account's history cannot be read.");

    private static final AwsError FAULT =
            new CommonError(
                    CommonError.Kind.INTERNAL_FAILURE,
                    "The request could not be judged because of an internal failure.");

    private final EngineFold fold;
    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final DecisionPoint decisionPoint;
    private final SecurityTokens securityTokens;
    private final Passwords passwords;
    private final EngineQueries queries;
    private final DenialRecorder denials;
    private final SearchPoint searchPoint;
    private final InstantSource clock;

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
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.decisionPoint = decisionPoint;
        this.securityTokens = securityTokens;
        this.passwords = passwords;
        this.queries = queries;
        this.searchPoint = searchPoint;
        this.clock = clock;
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
        return CompletableFuture.completedFuture(
                authenticated(
                        snapshot ->
                                authenticator.authenticate(snapshot, request, clock.instant())));
    }

    @Override
    public CompletionStage<Authentication> authenticateBearer(Secret bearer) {
        return CompletableFuture.completedFuture(
                authenticated(
                        snapshot -> authenticator.authenticate(snapshot, bearer, clock.instant())));
    }

    @Override
    public CompletionStage<Decisions> decide(DecisionCall call) {
        return CompletableFuture.completedFuture(decided(call));
    }

    @Override
    public CompletionStage<ChunkAnswer> verifyChunks(ChunkCall call) {
        return CompletableFuture.completedFuture(verified(call));
    }

    @Override
    public CompletionStage<SearchAnswer> search(SearchCall call) {
        return searchPoint.submit(call.asker().account(), () -> searched(call));
    }

    @Override
    public CompletionStage<Authorization> authorize(Question question) {
        return CompletableFuture.completedFuture(authorized(question));
    }

    @Override
    public CompletionStage<Answer> securityToken(
            Caller caller, StsRequest request, RequestFacts facts) {
        return CompletableFuture.completedFuture(answered(caller, request, facts));
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
        return queries.submit(caller.account(), () -> answered(caller, query));
    }

    @Override
    public CompletionStage<Hashing> hashPassword(NewPassword password) {
        EngineSnapshot snapshot = fold.snapshot();
        AccountId id = password.caller().account();
        AccountSnapshot account = snapshot.account(id);
        AwsError refusal = refusal(snapshot, id);
        if (refusal == null && account != null) {
            return passwords.hash(account, password);
        }
        return CompletableFuture.completedFuture(
                new Hashing.Refused(refusal == null ? CommonError.invalidClientToken() : refusal));
    }

    /** Fails with an IllegalStateException when nothing may be said now. */
    @Override
    public CompletionStage<Map<String, String>> uniqueIds(Set<String> principalArns) {
        EngineSnapshot snapshot = fold.snapshot();
        if (!snapshot.isFresh()) {
            return CompletableFuture.failedFuture(new IllegalStateException(STALE.message()));
        }
        var found = new HashMap<String, String>();
        for (String text : principalArns) {
            Arn arn = Arn.parse(text).orElse(null);
            if (arn == null || !AccountId.isValid(arn.account())) {
                continue;
            }
            var id = new AccountId(arn.account());
            if (snapshot.isRefused(id)) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException(UNREADABLE.message()));
            }
            String uniqueId = uniqueId(snapshot.account(id), arn, text);
            if (uniqueId != null) {
                found.put(text, uniqueId);
            }
        }
        return CompletableFuture.completedFuture(Map.copyOf(found));
    }

    @Override
    public CompletionStage<Set<AccountId>> closedAccounts(Instant until) {
        EngineSnapshot snapshot = fold.snapshot();
        return CompletableFuture.completedFuture(
                snapshot.isFresh() ? snapshot.closedAccounts(until) : Set.of());
    }

    private Authentication authenticated(Function<EngineSnapshot, Authentication> by) {
        EngineSnapshot snapshot = fold.snapshot();
        if (!snapshot.isFresh()) {
            return new Authentication.Refused(STALE);
        }
        try {
            return by.apply(snapshot);
        } catch (RuntimeException e) {
            LOG.error("authentication failed on a fault of ours", e);
            return new Authentication.Refused(FAULT);
        }
    }

    private Authorization authorized(Question question) {
        EngineSnapshot snapshot = fold.snapshot();
        try {
            AwsError refusal = refusal(snapshot, question.caller().account());
            if (refusal != null) {
                return new Authorization.Denied(refusal);
            }
            Instant now = clock.instant();
            AwsError forbidden =
                    question.service().equals("sts")
                            ? SecurityTokens.forbiddenToSession(
                                    question.caller(), question.operation())
                            : null;
            if (forbidden != null) {
                note(snapshot, question, forbidden, now);
                return new Authorization.Denied(forbidden);
            }
            return authorizer.authorize(snapshot, question, now);
        } catch (RuntimeException e) {
            LOG.error("authorization of {} failed on a fault of ours", question.operation(), e);
            return new Authorization.Denied(FAULT);
        }
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

    private Decisions decided(DecisionCall call) {
        EngineSnapshot snapshot = fold.snapshot();
        try {
            AwsError refusal = refusal(snapshot, call.asker().account());
            return refusal == null
                    ? decisionPoint.decide(snapshot, call, clock.instant())
                    : new Decisions.Refused(refusal);
        } catch (RuntimeException e) {
            LOG.error("questions failed on a fault of ours", e);
            return new Decisions.Refused(FAULT);
        }
    }

    private ChunkAnswer verified(ChunkCall call) {
        EngineSnapshot snapshot = fold.snapshot();
        try {
            AwsError refusal = refusal(snapshot, call.asker().account());
            return refusal == null
                    ? decisionPoint.verify(snapshot, call, clock.instant())
                    : new ChunkAnswer.Refused(refusal);
        } catch (RuntimeException e) {
            LOG.error("chunks were not verified because of a fault of ours", e);
            return new ChunkAnswer.Refused(FAULT);
        }
    }

    private SearchAnswer searched(SearchCall call) {
        EngineSnapshot snapshot = fold.snapshot();
        try {
            AwsError refusal = refusal(snapshot, call.asker().account());
            return refusal == null
                    ? searchPoint.search(snapshot, call, clock.instant())
                    : new SearchAnswer.Refused(refusal);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("a search failed on a fault of ours", e);
            return new SearchAnswer.Refused(FAULT);
        }
    }

    private Answer answered(Caller caller, StsRequest request, RequestFacts facts) {
        EngineSnapshot snapshot = fold.snapshot();
        try {
            AwsError refusal = refusal(snapshot, caller.account());
            if (refusal != null) {
                return new Answer.Refused(refusal);
            }
            Instant now = clock.instant();
            return securityTokens.answer(snapshot, caller, request, facts, now);
        } catch (RuntimeException e) {
            LOG.error("minting failed on a fault of ours", e);
            return new Answer.Refused(FAULT);
        }
    }

    private Answer answered(Caller caller, EngineQuery query) {
        EngineSnapshot snapshot = fold.snapshot();
        try {
            AwsError refusal = refusal(snapshot, caller.account());
            AccountSnapshot account = snapshot.account(caller.account());
            if (refusal == null && account == null) {
                refusal = CommonError.invalidClientToken();
            }
            return refusal == null && account != null
                    ? queries.answer(snapshot, account, query, clock.instant())
                    : new Answer.Refused(refusal == null ? FAULT : refusal);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("a question about policies failed on a fault of ours", e);
            return new Answer.Refused(FAULT);
        }
    }

    private static @Nullable AwsError refusal(EngineSnapshot snapshot, AccountId id) {
        if (!snapshot.isFresh()) {
            return STALE;
        }
        if (snapshot.isWhole()) {
            return null;
        }
        AccountSnapshot account = snapshot.account(id);
        return snapshot.isRefused(id)
                        || (account != null && CallerKeys.dependsOnRefused(snapshot, account))
                ? UNREADABLE
                : null;
    }

    private static @Nullable String uniqueId(
            @Nullable AccountSnapshot account, Arn arn, String text) {
        if (account == null || !account.state().isOpen() || !arn.service().equals("iam")) {
            return null;
        }
        return switch (arn.resourceType()) {
            case "user" -> {
                User user = account.state().userNamed(arn.resourceName());
                yield user != null && user.arn(account.id()).toString().equals(text)
                        ? user.id()
                        : null;
            }
            case "role" -> {
                Role role = account.state().roleNamed(arn.resourceName());
                yield role != null && role.arn(account.id()).toString().equals(text)
                        ? role.id()
                        : null;
            }
            default -> null;
        };
    }

    @Override
    public void close() {
        passwords.close();
        queries.close();
        searchPoint.close();
        denials.close();
    }
}
