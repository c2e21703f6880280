package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.command.S3Command.CreateBucket;
import io.ostiary.contract.command.S3Command.DeleteBucket;
import io.ostiary.contract.command.S3Command.DeleteBucketPolicy;
import io.ostiary.contract.command.S3Command.PutBucketPolicy;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.CreateBucketConfiguration;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.BucketReservation;
import io.ostiary.state.entity.Resource;
import io.ostiary.state.entity.Table;
import io.ostiary.testkit.Actors;
import io.ostiary.testkit.Documents;
import io.ostiary.testkit.FixedEffects;
import io.ostiary.testkit.InMemoryLog;
import io.ostiary.testkit.Replay;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Buckets: a name is one account's in the world, and with the bucket goes what was kept of it. */
class BucketRulesTest {
    private static final AccountId ONE = new AccountId("111111111111");
    private static final AccountId TWO = new AccountId("222222222222");
    private static final String POLICY =
            Documents.onResource(
                    "arn:aws:iam::222222222222:root", "s3:GetObject", "arn:aws:s3:::photos/*");

    private final InMemoryLog log = new InMemoryLog(Rules.DECIDERS);

    @BeforeEach
    void openTwoAccounts() {
        for (AccountId account : List.of(ONE, TWO)) {
            log.append(
                    account,
                    new AccountOpened("open", account, "name", "mail", null, FixedEffects.START),
                    new AccessKeyCreated(
                            new EntityId(EntityKind.ROOT, account.value()),
                            key(account),
                            new SealedSecret("secret"),
                            FixedEffects.START));
        }
    }

    @AfterEach
    void everyMessageIsAnsweredAndTheRegistryKnowsWhatTheAccountsHave() {
        log.restart();
        log.deliver();
        int held = 0;
        for (AccountId account : log.accounts()) {
            assertEquals(0, log.state(account).count(Table.PENDING_FOLLOW_UPS), account.value());
            Replay.checkEverySplit(log.state(account), log.events(account));
            held += log.state(account).count(Table.BUCKETS);
        }
        assertEquals(held, log.state(AccountId.REGISTRY).count(Table.BUCKET_RESERVATIONS));
    }

    private static String key(AccountId account) {
        return "AKIA" + account;
    }

    private CommandResult send(AccountId account, Command command) {
        return log.send(account, Actors.root(account, key(account)), command);
    }

    private @Nullable String refused(AccountId account, Command command) {
        return send(account, command) instanceof CommandResult.Rejected(AwsError error)
                ? error.code()
                : null;
    }

    private void create(AccountId account, String bucket) {
        assertInstanceOf(CommandResult.Accepted.class, send(account, CreateBucket.named(bucket)));
        log.deliver();
    }

    private @Nullable AccountId holder(String bucket) {
        BucketReservation held =
                log.state(AccountId.REGISTRY).find(Table.BUCKET_RESERVATIONS, bucket);
        return held == null ? null : held.account();
    }

    private boolean has(AccountId account, String bucket) {
        return log.state(account).find(Table.BUCKETS, bucket) != null;
    }

    @Test
    void aNameGoesToWhoAsksFirst() {
        create(ONE, "photos");
        create(TWO, "photos");
        assertEquals(ONE, holder("photos"));
        assertEquals(true, has(ONE, "photos"));
        assertEquals(false, has(TWO, "photos"));
    }

    @Test
    void oneOfTwoWhoAskAtOnceGetsIt() {
        send(TWO, CreateBucket.named("photos"));
        send(ONE, CreateBucket.named("photos"));
        log.deliver();
        assertEquals(1, (has(ONE, "photos") ? 1 : 0) + (has(TWO, "photos") ? 1 : 0));
        assertNotNull(holder("photos"));
    }

    @Test
    void aNameIsWishedForOnceAtATime() {
        send(ONE, CreateBucket.named("photos"));
        assertEquals("OperationAborted", refused(ONE, CreateBucket.named("photos")));
        log.deliver();
        assertEquals(true, has(ONE, "photos"));
    }

    @Test
    void ofADeletedBucketNothingIsLeftAndItsNameIsFree() {
        create(ONE, "photos");
        send(ONE, PutBucketPolicy.of("photos", POLICY));
        send(ONE, new DeleteBucket("photos", null));
        assertEquals(0, log.state(ONE).count(Table.RESOURCES));
        log.deliver();
        assertNull(holder("photos"));
        create(TWO, "photos");
        assertEquals(TWO, holder("photos"));
        assertEquals("NoSuchBucket", refused(ONE, PutBucketPolicy.of("photos", POLICY)));
    }

    @Test
    void whoDeletesAndAsksAgainAtOnceKeepsTheName() {
        create(ONE, "photos");
        send(ONE, new DeleteBucket("photos", null));
        send(ONE, CreateBucket.named("photos"));
        log.deliver();
        assertEquals(ONE, holder("photos"));
        assertEquals(true, has(ONE, "photos"));
    }

    @Test
    void whatComesTwiceIsAnsweredTwiceAndChangesNothing() {
        create(ONE, "photos");
        int before = log.events(AccountId.REGISTRY).size();
        log.send(
                AccountId.REGISTRY,
                Actor.system(ONE),
                new HistoryCommand.ReserveBucket(
                        new Awaited("gateway", "again"),
                        ONE,
                        new HistoryCommand.NewBucket("photos", "us-east-1", List.of()),
                        1));
        log.deliver();
        assertEquals(before + 2, log.events(AccountId.REGISTRY).size());
        assertEquals(1, log.state(ONE).count(Table.BUCKETS));
    }

    @Test
    void onesOwnBucketIsMadeAnewInUsEastOneOnly() {
        create(ONE, "photos");
        assertNull(refused(ONE, CreateBucket.named("photos")));
        assertEquals("BucketAlreadyOwnedByYou", refused(ONE, inRegion("photos", "eu-west-1")));
        send(ONE, inRegion("elsewhere", "eu-west-1"));
        log.deliver();
        assertEquals("BucketAlreadyOwnedByYou", refused(ONE, inRegion("elsewhere", "eu-west-1")));
        assertEquals("BucketAlreadyOwnedByYou", refused(ONE, CreateBucket.named("elsewhere")));
    }

    private static CreateBucket inRegion(String bucket, String region) {
        return configured(bucket, region, List.of());
    }

    private static CreateBucket configured(String bucket, @Nullable String region, List<Tag> tags) {
        return new CreateBucket(
                null,
                bucket,
                null,
                new CreateBucketConfiguration(null, null, region, tags),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void aBucketIsBornWithItsTags() {
        send(ONE, configured("photos", null, List.of(new Tag("team", "a"))));
        log.deliver();
        Resource kept = log.state(ONE).find(Table.RESOURCES, "arn:aws:s3:::photos");
        assertNotNull(kept);
        assertEquals(List.of(new Tag("team", "a")), kept.tags());
        assertEquals(
                "InvalidTag",
                refused(ONE, configured("other", null, List.of(new Tag("aws:x", "a")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "Photos",
                "pho_tos",
                "-photos",
                "photos-",
                "a..b",
                ".abc",
                "192.168.5.4",
                "xn--abc",
                "sthree-x",
                "abc-s3alias",
                "abc--ol-s3",
                "console",
                "access",
                "health",
                "latest",
                "metrics",
                "policy",
                "sso",
                "a/b",
                "a%2Fb",
                ""
            })
    void aNameThatIsNoneOrOursIsRefused(String name) {
        assertEquals("InvalidBucketName", refused(ONE, CreateBucket.named(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "a.b",
                "0-0",
                "my-app-uploads",
                "console1",
                "policy-1",
                "192.168.5.4x"
            })
    void itsTwinIsTaken(String name) {
        assertNull(refused(ONE, CreateBucket.named(name)));
        log.deliver();
    }

    @Test
    void whatConcernsObjectsIsNotBuiltAndAccessListsAreOff() {
        assertEquals(
                "InvalidBucketAclWithObjectOwnership",
                refused(ONE, with("public-read", null, null)));
        assertEquals("NotImplemented", refused(ONE, with(null, true, null)));
        assertEquals("NotImplemented", refused(ONE, with(null, null, "ObjectWriter")));
        assertNull(refused(ONE, with("private", false, "BucketOwnerEnforced")));
        log.deliver();
    }

    private static CreateBucket with(
            @Nullable String acl, @Nullable Boolean lock, @Nullable String ownership) {
        return new CreateBucket(
                acl, "photos", null, null, null, null, null, null, null, lock, ownership);
    }

    @Test
    void whoTakesTheBucketForAnothersIsStopped() {
        create(ONE, "photos");
        assertEquals("AccessDenied", refused(ONE, new DeleteBucket("photos", TWO.value())));
        assertEquals("AccessDenied", refused(ONE, new DeleteBucketPolicy("photos", TWO.value())));
        assertNull(refused(ONE, new DeleteBucketPolicy("photos", ONE.value())));
        assertEquals(true, has(ONE, "photos"));
    }
}
