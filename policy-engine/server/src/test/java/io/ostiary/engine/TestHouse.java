package io.ostiary.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.AttachmentEvent;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.CredentialEvent.LoginProfileCreated;
import io.ostiary.contract.event.CredentialEvent.LoginProfilePasswordSet;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.HeldCredentialEvent.ServiceSpecificCredentialCreated;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Parameters;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.port.StsRequest.AssumeRole;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.result.StsResult.AssumeRoleResult;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.Credentials;
import io.ostiary.contract.shape.PolicyDescriptor;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.TestSigner.TestKey;
import io.ostiary.engine.authenticate.Authenticator;
import io.ostiary.engine.authorize.AuthorizationCatalog;
import io.ostiary.engine.decide.DecisionPoint;
import io.ostiary.engine.decide.ResourceOwners;
import io.ostiary.engine.denial.DenialSink;
import io.ostiary.engine.denial.DenialStore;
import io.ostiary.engine.denial.EncodedMessages;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.PolicyCompiler;
import io.ostiary.engine.principal.Principals;
import io.ostiary.engine.session.SessionTokens;
import io.ostiary.log.codec.AccountKey.WrappedKey;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.EventRecord;
import io.ostiary.log.reader.Lease;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.Mark;
import io.ostiary.log.reader.Refusal;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.sealing.KeyRing;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKeys;
import io.ostiary.sealing.TokenSeal;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;
import io.ostiary.testkit.DeclaredErrors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A house of accounts in memory, and its engine: what the log would bring is applied at once, as
 * events made of the contract's records. Time stands still until it is moved.
 */
public final class TestHouse implements AutoCloseable {

    public static final AccountId ONE = new AccountId("111111111111");
    public static final int PARTITIONS = 4;
    private static final Mark MARK = new Mark("cluster", "topic", 1, 0, "digest");
    public static final AccountId TWO = new AccountId("222222222222");
    public static final RequestFacts FACTS =
            new RequestFacts("r-1", "192.0.2.7", false, "aws-cli/2", null, "us-east-1");
    public static final String ALLOW_ALL = allow("*", "*");

    private static final AuthorizationCatalog CATALOG = AuthorizationCatalog.load();
    private static final AwsManagedPolicies AWS_MANAGED =
            AwsManagedPolicies.of(ManagedPolicyCatalog.open());

    private final MasterKey master = MasterKey.random();
    private final PurposeKeys keys = master.keysFor(KeyRole.ENGINE);
    private final AccountKeys accountKeys = new AccountKeys(keys.key(Purpose.ACCOUNT_KEY));
    private final Map<AccountId, DataKey> dataKeys = new HashMap<>();
    private final Map<AccountId, Long> revisions = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private int counter;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    public final EngineFold fold =
            new EngineFold(PARTITIONS, new LeaseClock(() -> this.now, () -> 0));
    public final EngineService engine;

    public TestHouse() {
        engine = service();
        fold.lease(new Lease(true, 1, Long.MAX_VALUE));
        open(ONE, null);
        open(TWO, null);
    }

    /** Another engine over the same fold and keys. */
    public EngineService service() {
        return service(DenialStore.NONE);
    }

    /** One that keeps its denials. */
    public EngineService service(DenialStore store) {
        return EngineService.of(fold, keys, CATALOG, AWS_MANAGED, random, store, () -> this.now);
    }

    /** What answers questions about others, with these owners of resources. */
    public DecisionPoint decisionPoint(ResourceOwners owners) {
        var tokens = new SessionTokens(new TokenSeal(KeyRing.of(keys.key(Purpose.SESSION_TOKEN))));
        return new DecisionPoint(
                new Principals(new PolicyCompiler(), AWS_MANAGED),
                new OrganizationGuardrails(new PolicyCompiler()),
                new Authenticator(accountKeys, tokens),
                owners,
                DenialSink.NONE,
                new EncodedMessages(keys.seal(Purpose.ENCODED_MESSAGE)),
                keys.key(Purpose.CHUNK_CONTINUATION));
    }

    /** A credential of the authorize API, as its owner shows it. */
    public Secret bearer(AccountId account, EntityId owner, @Nullable Instant expiresAt) {
        String id = "ACCA" + ++counter;
        String secret = "made-up-secret-" + counter;
        String alias = owner.uniqueId() + "+" + id + "-at-" + account;
        event(
                account,
                new ServiceSpecificCredentialCreated(
                        owner,
                        id,
                        "authorize.ostiary",
                        alias,
                        sealedHash(account, id, secret),
                        expiresAt,
                        now));
        return Secret.of(
                "OSAK"
                        + Base64.getEncoder()
                                .encodeToString((alias + ":" + secret).getBytes(UTF_8)));
    }

    /** As the writer keeps one: its SHA-256, sealed. */
    public SealedSecret sealedHash(AccountId account, String id, String secret) {
        DataKey dataKey = Objects.requireNonNull(dataKeys.get(account));
        return dataKey.seal(Secret.of(TestSigner.sha256(secret)), id, now.toEpochMilli());
    }

    public static String allow(String action, String resource) {
        return statement("Allow", action, resource);
    }

    public static String statement(String effect, String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}]}"
                .formatted(effect, action, resource);
    }

    public static String trust(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":\"sts:AssumeRole\"}]}"
                .formatted(principal);
    }

    public void open(AccountId account, @Nullable AccountId management) {
        DataKey key = accountKeys.create(account);
        dataKeys.put(account, key);
        fold.accountKey(account, new WrappedKey(1, accountKeys.wrap(key, 1)));
        event(account, new AccountOpened("open", account, "A", "a@b.c", management, now));
    }

    public void event(AccountId account, Event event) {
        long revision = revisions.merge(account, 1L, Long::sum);
        int partition = AccountPartitioner.partitionOf(account, PARTITIONS);
        var envelope =
                new EventEnvelope(
                        account,
                        revision,
                        now,
                        "request",
                        new EventEnvelope.Source("topic", revision),
                        event);
        fold.fold(
                new Batch(
                        partition,
                        List.of(new EventRecord(partition, revision, envelope)),
                        Set.of(),
                        List.of(),
                        MARK));
    }

    public void refuse(AccountId account) {
        int partition = AccountPartitioner.partitionOf(account, PARTITIONS);
        var refusal = new Refusal(account, partition, 7, Refusal.Cause.UNREADABLE, "a test");
        fold.fold(new Batch(partition, List.of(), Set.of(), List.of(refusal), MARK));
    }

    public void endLease() {
        fold.lease(Lease.NONE);
    }

    public Instant now() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public EntityId user(AccountId account, String name) {
        var id = new EntityId(EntityKind.USER, "AIDA" + name.toUpperCase() + ++counter);
        event(account, new UserCreated(id.uniqueId(), name, "/", now));
        return id;
    }

    public EntityId user(AccountId account, String name, String policy) {
        EntityId id = user(account, name);
        put(account, id, "inline", policy);
        return id;
    }

    public void put(AccountId account, EntityId target, String name, String document) {
        event(account, new AttachmentEvent.InlinePolicyPut(target, name, document));
    }

    public EntityId role(AccountId account, String name, String trust, Map<String, String> ids) {
        return role(account, name, "/", trust, ids, 3_600);
    }

    public EntityId role(
            AccountId account,
            String name,
            String path,
            String trust,
            Map<String, String> ids,
            int maxSeconds) {
        var id = new EntityId(EntityKind.ROLE, "AROA" + name.toUpperCase() + ++counter);
        event(
                account,
                new RoleCreated(
                        id.uniqueId(),
                        name,
                        path,
                        null,
                        maxSeconds,
                        new TrustPolicy(trust, ids),
                        now));
        return id;
    }

    public EntityId root(AccountId account) {
        return new EntityId(EntityKind.ROOT, account.value());
    }

    public TestKey key(AccountId account, EntityId owner) {
        String id = AccessKeyId.of(IdPrefix.ACCESS_KEY, account, random.nextLong()).value();
        String secret = "canary/secret+" + random.nextLong();
        DataKey dataKey = dataKeys.get(account);
        if (dataKey == null) {
            throw new IllegalStateException("no data key");
        }
        event(
                account,
                new AccessKeyCreated(
                        owner, id, dataKey.seal(Secret.of(secret), id, now.toEpochMilli()), now));
        return new TestKey(id, secret, null);
    }

    /**
     * The user's first password, or another one.
     *
     * @param encoded its Argon2id hash
     */
    public void password(AccountId account, EntityId user, String encoded) {
        DataKey dataKey = dataKeys.get(account);
        User owner = snapshot(account).userById(user.uniqueId());
        if (dataKey == null || owner == null) {
            throw new IllegalStateException("no data key, or no such user");
        }
        SealedSecret hash = dataKey.seal(Secret.of(encoded), user.uniqueId(), now.toEpochMilli());
        event(
                account,
                owner.credentials().loginProfile() == null
                        ? new LoginProfileCreated(user, hash, false, now)
                        : new LoginProfilePasswordSet(user, hash, now));
    }

    private AccountState snapshot(AccountId account) {
        return Objects.requireNonNull(fold.snapshot().account(account)).state();
    }

    public static TestKey key(Credentials credentials) {
        return new TestKey(
                credentials.accessKeyId(),
                credentials.secretAccessKey().revealText(),
                credentials.sessionToken().revealText());
    }

    public Authentication authenticate(SignedRequest request) {
        return engine.authenticate(request).toCompletableFuture().join();
    }

    public Authentication authenticate(TestKey key, String service) {
        return authenticate(TestSigner.post(key, service, now));
    }

    public Caller caller(TestKey key) {
        return caller(key, "sts");
    }

    public Caller caller(TestKey key, String service) {
        return switch (authenticate(key, service)) {
            case Authentication.Verified verified -> verified.caller();
            case Authentication.Refused(AwsError error) ->
                    throw new AssertionError(error.toString());
        };
    }

    /** A new user with this one policy. */
    public Caller userCaller(AccountId account, String policy) {
        return userCaller(account, user(account, "u" + ++counter, policy));
    }

    public Caller userCaller(AccountId account, EntityId user) {
        return caller(key(account, user));
    }

    /** The error's code and message, or null when allowed. */
    public @Nullable String denial(
            Caller caller, String service, String operation, Map<String, String> parameters) {
        return denial(caller, service, operation, parameters, List.of());
    }

    public @Nullable String denial(
            Caller caller,
            String service,
            String operation,
            Map<String, String> parameters,
            List<Tag> tags) {
        Authorization answer =
                engine.authorize(
                                new Question(
                                        caller,
                                        service,
                                        operation,
                                        new Parameters(parameters, tags, false),
                                        FACTS))
                        .toCompletableFuture()
                        .join();
        return switch (answer) {
            case Authorization.Allowed(long revision) -> {
                // By what it was judged: the writer compares what has changed since (A032).
                Assertions.assertEquals(revisions.get(caller.account()), revision);
                yield null;
            }
            case Authorization.Denied(AwsError error) -> error.code() + ": " + error.message();
        };
    }

    public Answer ask(Caller caller, StsRequest request) {
        Answer answer = engine.securityToken(caller, request, FACTS).toCompletableFuture().join();
        if (answer instanceof Answer.Refused(AwsError error)) {
            DeclaredErrors.check(request.getClass().getSimpleName(), error);
        }
        return answer;
    }

    public static AssumeRole assume(String roleArn) {
        return assume(roleArn, null, null, List.of());
    }

    public static AssumeRole assume(
            String roleArn,
            @Nullable Integer seconds,
            @Nullable String policy,
            List<String> policyArns) {
        return new AssumeRole(
                seconds,
                null,
                policy,
                policyArns.stream().map(PolicyDescriptor::new).toList(),
                List.of(),
                roleArn,
                "my-session",
                null,
                null,
                List.of(),
                null,
                List.of());
    }

    /** Code and message of a refusal. */
    public String refusal(Caller caller, StsRequest request) {
        return switch (ask(caller, request)) {
            case Answer.Given(Result result) -> throw new AssertionError("given " + result);
            case Answer.Refused(AwsError error) -> error.code() + ": " + error.message();
        };
    }

    public TestKey session(Caller caller, AssumeRole request) {
        return switch (ask(caller, request)) {
            case Answer.Given(Result result)
                    when result instanceof AssumeRoleResult assumed
                            && assumed.credentials() != null ->
                    key(assumed.credentials());
            case Answer answer -> throw new AssertionError(answer.toString());
        };
    }

    @Override
    public void close() {
        engine.close();
    }
}
