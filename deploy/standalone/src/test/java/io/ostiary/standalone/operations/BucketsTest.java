package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.CanonicalUser;
import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Buckets and their policies by AWS's own client, path style. */
@ExtendWith(RunningHouse.Shared.class)
final class BucketsTest {

    private final RunningHouse house;

    BucketsTest(RunningHouse house) {
        this.house = house;
    }

    private static String fresh(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private static String policy(String effect, String principal, String action, String resource) {
        return """
               {"Version":"2012-10-17","Statement":[{"Effect":"%s","Principal":{"AWS":"%s"},\
               "Action":"%s","Resource":"%s"}]}"""
                .formatted(effect, principal, action, resource);
    }

    private static String allow(String action, String resource) {
        return """
               {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"%s",\
               "Resource":"%s"}}"""
                .formatted(action, resource);
    }

    private static void put(Client client, String bucket, String policy) {
        client.s3().putBucketPolicy(r -> r.bucket(bucket).policy(policy));
    }

    @Test
    void aBucketIsMadeFoundListedAndDeleted() {
        Tenant tenant = house.newAccount();
        var s3 = tenant.admin().s3();
        String bucket = fresh("photos");
        var created = s3.createBucket(r -> r.bucket(bucket));
        assertEquals("/" + bucket, created.location());
        assertEquals("arn:aws:s3:::" + bucket, created.bucketArn());
        HeadBucketResponse head = s3.headBucket(r -> r.bucket(bucket));
        assertEquals("us-east-1", head.bucketRegion());
        assertEquals("arn:aws:s3:::" + bucket, head.bucketArn());
        assertEquals("", s3.getBucketLocation(r -> r.bucket(bucket)).locationConstraintAsString());
        var listed = s3.listBuckets();
        assertEquals(List.of(bucket), listed.buckets().stream().map(Bucket::name).toList());
        assertEquals(
                CanonicalUser.id(new AccountId(tenant.account())), listed.owner().id());
        s3.createBucket(r -> r.bucket(bucket)); // anew, as us-east-1 allows
        s3.deleteBucket(r -> r.bucket(bucket));
        assertEquals(404, refusal(() -> s3.headBucket(r -> r.bucket(bucket))).status());
        assertEquals("NoSuchBucket", refusal(() -> s3.deleteBucket(r -> r.bucket(bucket))).code());
        assertTrue(s3.listBuckets().buckets().isEmpty());
    }

    @Test
    void aNameIsOneAccountsUntilItIsGivenUp() {
        Client one = house.newAccount().admin();
        Client two = house.newAccount().admin();
        String bucket = fresh("wanted");
        one.s3().createBucket(r -> r.bucket(bucket));
        var taken = refusal(() -> two.s3().createBucket(r -> r.bucket(bucket)));
        assertEquals("BucketAlreadyExists", taken.code());
        assertEquals(409, taken.status());
        assertEquals(403, refusal(() -> two.s3().headBucket(r -> r.bucket(bucket))).status());
        one.s3().deleteBucket(r -> r.bucket(bucket));
        one.s3().createBucket(r -> r.bucket(bucket));
        assertEquals(
                "BucketAlreadyExists",
                refusal(() -> two.s3().createBucket(r -> r.bucket(bucket))).code());
    }

    @Test
    void whereABucketLiesIsKept() {
        var s3 = house.newAccount().admin().s3();
        String bucket = fresh("europe");
        s3.createBucket(
                r ->
                        r.bucket(bucket)
                                .createBucketConfiguration(
                                        c ->
                                                c.locationConstraint(
                                                        BucketLocationConstraint.EU_WEST_1)));
        assertEquals(
                "eu-west-1",
                s3.getBucketLocation(r -> r.bucket(bucket)).locationConstraintAsString());
        assertEquals(
                "BucketAlreadyOwnedByYou",
                refusal(() -> s3.createBucket(r -> r.bucket(bucket))).code());
        assertEquals(
                "InvalidLocationConstraint",
                refusal(
                                () ->
                                        s3.createBucket(
                                                r ->
                                                        r.bucket(fresh("x"))
                                                                .createBucketConfiguration(
                                                                        c ->
                                                                                c
                                                                                        .locationConstraint(
                                                                                                "mars-1"))))
                        .code());
        assertEquals(
                List.of(bucket),
                s3.listBuckets(r -> r.bucketRegion("eu-west-1")).buckets().stream()
                        .map(Bucket::name)
                        .toList());
        assertTrue(s3.listBuckets(r -> r.bucketRegion("us-east-1")).buckets().isEmpty());
    }

    @Test
    void bucketsAreListedInPages() {
        var s3 = house.newAccount().admin().s3();
        String stem = fresh("page");
        for (int i = 0; i < 3; i++) {
            String bucket = stem + i;
            s3.createBucket(r -> r.bucket(bucket));
        }
        var first = s3.listBuckets(r -> r.maxBuckets(2).prefix(stem));
        assertEquals(List.of(stem + 0, stem + 1), names(first.buckets()));
        var rest =
                s3.listBuckets(
                        r ->
                                r.maxBuckets(2)
                                        .prefix(stem)
                                        .continuationToken(first.continuationToken()));
        assertEquals(List.of(stem + 2), names(rest.buckets()));
        assertNull(rest.continuationToken());
        assertEquals(stem, rest.prefix());
        assertEquals(
                "InvalidArgument",
                refusal(() -> s3.listBuckets(r -> r.maxBuckets(2).continuationToken("made-up")))
                        .code());
    }

    private static List<String> names(List<Bucket> buckets) {
        return buckets.stream().map(Bucket::name).toList();
    }

    @Test
    void aPolicyIsKeptShownAndRemoved() {
        Tenant tenant = house.newAccount();
        var s3 = tenant.admin().s3();
        String bucket = fresh("kept");
        s3.createBucket(r -> r.bucket(bucket));
        assertEquals(
                "NoSuchBucketPolicy",
                refusal(() -> s3.getBucketPolicy(r -> r.bucket(bucket))).code());
        assertEquals(
                "NoSuchBucketPolicy",
                refusal(() -> s3.getBucketPolicyStatus(r -> r.bucket(bucket))).code());
        var alice = tenant.user("alice");
        String document =
                policy("Allow", alice.arn(), "s3:GetObject", "arn:aws:s3:::" + bucket + "/*");
        put(tenant.admin(), bucket, document);
        assertEquals(document, s3.getBucketPolicy(r -> r.bucket(bucket)).policy());
        assertFalse(isPublic(tenant.admin(), bucket));
        put(
                tenant.admin(),
                bucket,
                document.replace("{\"AWS\":\"" + alice.arn() + "\"}", "\"*\""));
        assertTrue(isPublic(tenant.admin(), bucket));
        s3.deleteBucketPolicy(r -> r.bucket(bucket));
        s3.deleteBucketPolicy(r -> r.bucket(bucket));
        assertEquals(
                "NoSuchBucketPolicy",
                refusal(() -> s3.getBucketPolicy(r -> r.bucket(bucket))).code());
        var malformed =
                refusal(
                        () ->
                                put(
                                        tenant.admin(),
                                        bucket,
                                        document.replace(alice.arn(), alice.arn() + "x")));
        assertEquals("MalformedPolicy", malformed.code());
        assertEquals("Invalid principal in policy", malformed.message());
    }

    private static boolean isPublic(Client client, String bucket) {
        return client.s3().getBucketPolicyStatus(r -> r.bucket(bucket)).policyStatus().isPublic();
    }

    @Test
    void aDeletedPrincipalIsShownByItsIdAndWhoTakesTheNameIsNot() {
        Tenant tenant = house.newAccount();
        String bucket = fresh("gone");
        tenant.admin().s3().createBucket(r -> r.bucket(bucket));
        var bob = tenant.user("bob");
        put(
                tenant.admin(),
                bucket,
                policy("Allow", bob.arn(), "s3:ListBucket", "arn:aws:s3:::" + bucket));
        bob.client().s3().headBucket(r -> r.bucket(bucket));
        tenant.admin()
                .iam()
                .deleteAccessKey(r -> r.userName("bob").accessKeyId(bob.keyId()));
        tenant.admin().iam().deleteUser(r -> r.userName("bob"));
        assertTrue(
                tenant.admin()
                        .s3()
                        .getBucketPolicy(r -> r.bucket(bucket))
                        .policy()
                        .contains("\"AWS\":\"" + bob.id() + "\""));
        var other = tenant.user("bob");
        assertEquals(
                403, refusal(() -> other.client().s3().headBucket(r -> r.bucket(bucket))).status());
    }

    /** The lesson's two sides of one coin, by a call that this house answers itself. */
    @Test
    void acrossAccountsBothSidesMustAllowAndWithinOneTheBucketsPolicyIsEnough() {
        Tenant a = house.newAccount();
        Tenant b = house.newAccount();
        String bucket = fresh("uploads");
        String arn = "arn:aws:s3:::" + bucket;
        a.admin().s3().createBucket(r -> r.bucket(bucket));
        var alice = b.user("alice");
        var bob = b.user("bob", allow("s3:*", "*"));
        var own = a.user("own");
        put(a.admin(), bucket, policy("Allow", alice.arn(), "s3:ListBucket", arn));
        assertEquals(403, head(alice.client(), bucket));
        b.grant("alice", allow("s3:ListBucket", arn));
        assertEquals(200, head(alice.client(), bucket));
        assertEquals(403, head(bob.client(), bucket));
        assertEquals(403, head(own.client(), bucket));
        put(a.admin(), bucket, policy("Allow", own.arn(), "s3:ListBucket", arn));
        assertEquals(200, head(own.client(), bucket));
        assertEquals(403, head(alice.client(), bucket));
    }

    private static int head(Client client, String bucket) {
        try {
            client.s3().headBucket(r -> r.bucket(bucket));
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }

    @Test
    void A112_anotherAccountNeverWritesThoughThePolicyLetsIt() {
        Tenant a = house.newAccount();
        Tenant b = house.newAccount();
        String bucket = fresh("mine");
        String arn = "arn:aws:s3:::" + bucket;
        a.admin().s3().createBucket(r -> r.bucket(bucket));
        String opened = policy("Allow", "arn:aws:iam::" + b.account() + ":root", "s3:*", arn);
        var denied = refusal(() -> put(b.admin(), bucket, opened));
        assertEquals("AccessDenied", denied.code());
        assertEquals("Access Denied", denied.message());
        put(a.admin(), bucket, opened);
        for (var call :
                List.<Runnable>of(
                        () -> put(b.admin(), bucket, opened),
                        () -> b.admin().s3().getBucketPolicy(r -> r.bucket(bucket)),
                        () -> b.admin().s3().deleteBucketPolicy(r -> r.bucket(bucket)),
                        () -> b.admin().s3().deleteBucket(r -> r.bucket(bucket)))) {
            var refused = refusal(call::run);
            assertEquals(405, refused.status());
            assertEquals("MethodNotAllowed", refused.code());
        }
        assertEquals(200, head(b.admin(), bucket));
        assertFalse(isPublic(b.admin(), bucket));
        assertEquals(
                403,
                refusal(
                                () ->
                                        b.admin()
                                                .s3()
                                                .headBucket(
                                                        r ->
                                                                r.bucket(bucket)
                                                                        .expectedBucketOwner(
                                                                                b.account())))
                        .status());
    }

    @Test
    void rootIsNeverLockedOutOfItsBucketsPolicy() {
        Client root = house.root();
        String bucket = fresh("locked");
        root.s3().createBucket(r -> r.bucket(bucket));
        put(root, bucket, policy("Deny", "*", "s3:*", "arn:aws:s3:::" + bucket));
        assertEquals(403, head(root, bucket));
        assertEquals(
                "AccessDenied", refusal(() -> root.s3().deleteBucket(r -> r.bucket(bucket))).code());
        assertTrue(root.s3().getBucketPolicy(r -> r.bucket(bucket)).policy().contains("Deny"));
        root.s3().deleteBucketPolicy(r -> r.bucket(bucket));
        assertEquals(200, head(root, bucket));
        root.s3().deleteBucket(r -> r.bucket(bucket));
    }

    @Test
    void aDenialNamesTheBucketInQuotes() {
        Tenant tenant = house.newAccount();
        var carol = tenant.user("carol");
        String bucket = fresh("no");
        var refused = refusal(() -> carol.client().s3().createBucket(r -> r.bucket(bucket)));
        assertEquals("AccessDenied", refused.code());
        assertEquals(
                "User: %s is not authorized to perform: s3:CreateBucket on resource: \"%s\" because no identity-based policy allows the s3:CreateBucket action"
                        .formatted(carol.arn(), "arn:aws:s3:::" + bucket),
                refused.message());
    }

    /** What no client of AWS's sends. */
    @Test
    void aBodyIsComparedWithEveryDigestThatIsGiven() {
        Tenant tenant = house.newAccount();
        String bucket = fresh("digest");
        tenant.admin().s3().createBucket(r -> r.bucket(bucket));
        String document =
                policy(
                        "Allow",
                        "arn:aws:iam::" + tenant.account() + ":root",
                        "s3:ListBucket",
                        "arn:aws:s3:::" + bucket);
        var who = tenant.admin().credentials();
        try (var calls = new SignedCalls(house.url())) {
            assertEquals(204, putPolicy(calls, who, bucket, document, Map.of()).status());
            assertEquals(
                    "BadDigest",
                    putPolicy(
                                    calls,
                                    who,
                                    bucket,
                                    document,
                                    Map.of("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg=="))
                            .code());
            for (String checksum : List.of("crc32", "crc32c", "crc64nvme", "sha1", "sha256")) {
                assertEquals(
                        "BadDigest",
                        putPolicy(
                                        calls,
                                        who,
                                        bucket,
                                        document,
                                        Map.of("x-amz-checksum-" + checksum, "AAAAAA=="))
                                .code(),
                        checksum);
            }
            // A body that nobody signed, on a way that anybody can change.
            assertEquals(
                    "SignatureDoesNotMatch",
                    putPolicy(
                                    calls,
                                    who,
                                    bucket,
                                    document,
                                    Map.of("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))
                            .code());
            assertEquals(
                    501,
                    putPolicy(
                                    calls,
                                    who,
                                    bucket,
                                    document,
                                    Map.of(
                                            "x-amz-content-sha256",
                                            "STREAMING-UNSIGNED-PAYLOAD-TRAILER"))
                            .status());
        }
    }

    private static SignedCalls.Reply putPolicy(
            SignedCalls calls,
            AwsCredentials who,
            String bucket,
            String policy,
            Map<String, String> headers) {
        return calls.rest(
                who, "s3", "PUT", "/" + bucket, List.of("policy", ""), policy, headers);
    }

    @Test
    void A014_thePathIsTakenAsItWasSignedAndOtherOperationsAreNotMistakenForOurs() {
        Tenant tenant = house.newAccount();
        String bucket = fresh("path");
        tenant.admin().s3().createBucket(r -> r.bucket(bucket));
        var who = tenant.admin().credentials();
        try (var calls = new SignedCalls(house.url())) {
            assertEquals(
                    200,
                    calls.rest(who, "s3", "HEAD", "/" + bucket, List.of(), "", Map.of()).status());
            for (String path :
                    List.of("//" + bucket, "/./" + bucket, "/x/../" + bucket, "/" + bucket + "/k")) {
                var reply = calls.rest(who, "s3", "HEAD", path, List.of(), "", Map.of());
                assertTrue(reply.status() >= 400, path + reply.status());
            }
            for (String other : List.of("acl", "versioning", "tagging", "list-type")) {
                var reply =
                        calls.rest(
                                who,
                                "s3",
                                "GET",
                                "/" + bucket,
                                List.of(other, "", "policy", ""),
                                "",
                                Map.of());
                assertEquals("NotImplemented", reply.code(), other);
            }
            assertEquals(
                    405,
                    calls.rest(who, "s3", "POST", "/" + bucket, List.of(), "", Map.of()).status());
        }
    }

    @Test
    void signaturesAreRefusedInS3sWords() {
        Tenant tenant = house.newAccount();
        var who = tenant.admin().credentials();
        var unknown =
                AwsBasicCredentials.create(
                        "AKIAQAAAAAAAAAAAAAAA", "secret");
        assertEquals(
                "InvalidAccessKeyId",
                refusal(() -> tenant.admin().with(unknown).s3().listBuckets()).code());
        try (var calls = new SignedCalls(house.url())) {
            var late =
                    calls.rest(
                            who,
                            "s3",
                            "GET",
                            "/",
                            List.of(),
                            "",
                            Map.of("x-amz-date", "20200101T000000Z"));
            assertEquals(403, late.status());
            assertEquals("RequestTimeTooSkewed", late.code());
            assertTrue(late.body().contains("<Error><Code>"), late.body());
            assertFalse(late.header("x-amz-request-id").isEmpty());
        }
    }
}
