package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.CanonicalUser;
import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

import java.util.List;

/** Buckets: made, found, listed and deleted. */
@ExtendWith(RunningHouse.Shared.class)
final class BucketsTest extends BucketFixture {

    BucketsTest(RunningHouse house) {
        super(house);
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
        assertEquals(CanonicalUser.id(new AccountId(tenant.account())), listed.owner().id());
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
}
