package io.ostiary.bench;

import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.EngineService;
import io.ostiary.engine.authorize.AuthorizationCatalog;
import io.ostiary.engine.denial.DenialStore;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.log.codec.AccountKey.WrappedKey;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.EventRecord;
import io.ostiary.log.reader.Lease;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.Mark;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An engine in memory, with accounts that hold one user with a key and one role it may assume. */
final class BenchAccounts {

    private static final int PARTITIONS = 4;
    private static final Mark MARK = new Mark("cluster", "topic", 1, 0, "digest");
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";

    private final MasterKey master = MasterKey.random();
    private final AccountKeys accountKeys = new AccountKeys(master.derive(Purpose.ACCOUNT_KEY));
    private final EngineFold fold = new EngineFold(PARTITIONS, LeaseClock.system());
    private final List<Credentials> keys = new ArrayList<>();
    private long revision;

    BenchAccounts(int count) {
        fold.lease(new Lease(true, Long.MAX_VALUE, Long.MAX_VALUE));
        for (int i = 0; i < count; i++) {
            open(account(i));
        }
    }

    static AccountId account(int i) {
        return AccountId.of(600_000_000_000L + i);
    }

    static String roleArn(int i) {
        return "arn:aws:iam::" + account(i) + ":role/bench";
    }

    /** Of the user in the account of this number. */
    Credentials key(int i) {
        return keys.get(i);
    }

    EngineSnapshot snapshot() {
        return fold.snapshot();
    }

    EngineService engine() {
        return EngineService.of(
                fold,
                master.keysFor(KeyRole.ENGINE),
                AuthorizationCatalog.load(),
                AwsManagedPolicies.of(ManagedPolicyCatalog.open()),
                new SecureRandom(),
                DenialStore.NONE,
                InstantSource.system());
    }

    private void open(AccountId account) {
        revision = 0;
        var dataKey = accountKeys.create(account);
        fold.accountKey(account, new WrappedKey(1, accountKeys.wrap(dataKey, 1)));
        Instant now = Instant.now();
        add(account, new AccountOpened("open", account, "bench", "a@example.com", null, now));
        var user = new EntityId(EntityKind.USER, "AIDA" + account + "USER0");
        add(account, new UserCreated(user.uniqueId(), "bench", "/", now));
        add(account, new PolicyAttached(user, READ_ONLY));
        String keyId = AccessKeyId.of(IdPrefix.ACCESS_KEY, account, account.number()).value();
        String secret = String.format(Locale.ROOT, "bench/secret+%027d", account.number());
        add(
                account,
                new AccessKeyCreated(
                        user,
                        keyId,
                        dataKey.seal(Secret.of(secret), keyId, now.toEpochMilli()),
                        now));
        keys.add(new Credentials(keyId, Secret.of(secret), null));
        String arn = "arn:aws:iam::" + account + ":user/bench";
        String trust =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                        + "{\"AWS\":\""
                        + arn
                        + "\"},\"Action\":\"sts:AssumeRole\"}]}";
        add(
                account,
                new RoleCreated(
                        "AROA" + account + "ROLE0",
                        "bench",
                        "/",
                        null,
                        3_600,
                        new TrustPolicy(trust, java.util.Map.of(arn, user.uniqueId())),
                        now));
    }

    /** As the account's next event. */
    void add(AccountId account, Event event) {
        int partition = AccountPartitioner.partitionOf(account, PARTITIONS);
        revision++;
        var envelope =
                new EventEnvelope(
                        account,
                        revision,
                        Instant.now(),
                        "bench",
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

    /** What the gateway would ask the engine to verify, of whole HTTP bytes. */
    static SignedRequest received(byte[] http, String service) {
        String text = new String(http, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        var headers = new ArrayList<SignedRequest.Header>();
        text.substring(0, end)
                .lines()
                .skip(1)
                .forEach(
                        line -> {
                            int colon = line.indexOf(':');
                            headers.add(
                                    new SignedRequest.Header(
                                            line.substring(0, colon),
                                            line.substring(colon + 1).strip()));
                        });
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.UTF_8);
        try {
            String hash =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            return new SignedRequest("POST", "/", "", headers, hash, service);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
