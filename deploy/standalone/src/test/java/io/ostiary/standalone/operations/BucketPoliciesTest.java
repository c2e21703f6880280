package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/** Policies of buckets: kept, shown, and judged within and across accounts. */
@ExtendWith(RunningHouse.Shared.class)
final class BucketPoliciesTest extends BucketFixture {

    BucketPoliciesTest(RunningHouse house) {
        super(house);
    }

    private static String allow(String action, String resource) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"%s",\
        "Resource":"%s"}}\
        """
                .formatted(action, resource);
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
        put(tenant.admin(), bucket, document.replace("{\"AWS\":\"" + alice.arn() + "\"}", "\"*\""));
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
        tenant.admin().iam().deleteAccessKey(r -> r.userName("bob").accessKeyId(bob.keyId()));
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
                "AccessDenied",
                refusal(() -> root.s3().deleteBucket(r -> r.bucket(bucket))).code());
        assertTrue(root.s3().getBucketPolicy(r -> r.bucket(bucket)).policy().contains("Deny"));
        root.s3().deleteBucketPolicy(r -> r.bucket(bucket));
        assertEquals(200, head(root, bucket));
        root.s3().deleteBucket(r -> r.bucket(bucket));
    }
}
