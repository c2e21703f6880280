package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.S3Error;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.BucketName;
import io.ostiary.contract.id.CanonicalUser;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.S3Query;
import io.ostiary.contract.query.S3Query.GetBucketLocation;
import io.ostiary.contract.query.S3Query.GetBucketPolicy;
import io.ostiary.contract.query.S3Query.GetBucketPolicyStatus;
import io.ostiary.contract.query.S3Query.HeadBucket;
import io.ostiary.contract.query.S3Query.ListBuckets;
import io.ostiary.contract.query.S3Query.OfBucket;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.result.S3Result.GetBucketLocationResult;
import io.ostiary.contract.result.S3Result.GetBucketPolicyResult;
import io.ostiary.contract.result.S3Result.GetBucketPolicyStatusResult;
import io.ostiary.contract.result.S3Result.HeadBucketResult;
import io.ostiary.contract.result.S3Result.ListBucketsResult;
import io.ostiary.contract.shape.Owner;
import io.ostiary.contract.shape.PolicyStatus;
import io.ostiary.state.entity.Bucket;
import io.ostiary.state.entity.BucketReservation;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.ShownPrincipals;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What S3 tells of buckets. Another account's bucket is told of to whom its policy lets ask; its
 * policy itself only to its own account, which the gate has seen to.
 */
final class S3Queries {

    /** Amazon S3 API Reference, ListBuckets: as many as are asked for, or all of the quota. */
    private static final int MAX_BUCKETS = 10_000;

    private static final String NO_CONSTRAINT = "us-east-1";

    private S3Queries() {}

    /**
     * @param accounts other accounts' views, each no older than this query
     */
    static Reply answer(
            AccountView account, S3Query query, Function<AccountId, AccountView> accounts) {
        return switch (query) {
            case ListBuckets list -> found(list(account, list));
            case OfBucket asked -> ofBucket(account, asked, accounts);
        };
    }

    private static ListBucketsResult list(AccountView account, ListBuckets query) {
        int size = query.maxBuckets() == null ? MAX_BUCKETS : query.maxBuckets();
        String prefix = query.prefix() == null ? "" : query.prefix();
        Page<Bucket> page = Page.of(inRegion(account, query, prefix, size), Bucket::name, size);
        return new ListBucketsResult(
                page.map(S3Queries::shape),
                page.marker(),
                new Owner(null, CanonicalUser.id(account.id())),
                query.prefix());
    }

    /** One more than fits, at most. */
    private static List<Bucket> inRegion(
            AccountView account, ListBuckets query, String prefix, int size) {
        var found = new ArrayList<Bucket>();
        for (Bucket bucket :
                account.scan(Table.BUCKETS, prefix, Page.after(query.continuationToken()))) {
            if (found.size() > size) {
                break;
            }
            if (query.bucketRegion() == null || query.bucketRegion().equals(bucket.region())) {
                found.add(bucket);
            }
        }
        return found;
    }

    private static io.ostiary.contract.shape.Bucket shape(Bucket bucket) {
        return new io.ostiary.contract.shape.Bucket(
                BucketName.arn(bucket.name()).toString(),
                bucket.region(),
                bucket.createdAt(),
                bucket.name());
    }

    private static Reply ofBucket(
            AccountView account, OfBucket query, Function<AccountId, AccountView> accounts) {
        Bucket own = account.find(Table.BUCKETS, query.bucket());
        if (own != null) {
            return answer(account, own, query, List.of());
        }
        AccountView registry = accounts.apply(AccountId.REGISTRY);
        BucketReservation held = registry.find(Table.BUCKET_RESERVATIONS, query.bucket());
        Revealed known = new Revealed(registry.id(), registry.revision());
        if (held == null || held.account().equals(account.id())) {
            return refused(S3Error.noSuchBucket(query.bucket()), List.of(known));
        }
        AccountView owner = accounts.apply(held.account());
        List<Revealed> revealed = List.of(known, new Revealed(owner.id(), owner.revision()));
        Bucket bucket = owner.find(Table.BUCKETS, query.bucket());
        return bucket == null
                ? refused(S3Error.noSuchBucket(query.bucket()), revealed)
                : answer(owner, bucket, query, revealed);
    }

    private static Reply answer(
            AccountView owner, Bucket bucket, OfBucket query, List<Revealed> revealed) {
        String expected = query.expectedBucketOwner();
        if (expected != null && !expected.equals(owner.id().value())) {
            return refused(S3Error.accessDenied(), revealed);
        }
        return switch (query) {
            case HeadBucket _ ->
                    found(
                            new HeadBucketResult(
                                    BucketName.arn(bucket.name()).toString(), bucket.region()),
                            revealed);
            case GetBucketLocation _ ->
                    found(
                            new GetBucketLocationResult(
                                    bucket.region().equals(NO_CONSTRAINT) ? null : bucket.region()),
                            revealed);
            case GetBucketPolicy _ -> {
                ResourcePolicy policy = policy(owner, bucket);
                yield told(
                        bucket,
                        policy == null
                                ? null
                                : new GetBucketPolicyResult(
                                        ShownPrincipals.of(
                                                owner, policy.document(), policy.principals())),
                        revealed);
            }
            case GetBucketPolicyStatus _ -> {
                ResourcePolicy policy = policy(owner, bucket);
                yield told(
                        bucket,
                        policy == null
                                ? null
                                : new GetBucketPolicyStatusResult(
                                        new PolicyStatus(policy.isPublic())),
                        revealed);
            }
        };
    }

    private static Reply told(Bucket bucket, @Nullable Result result, List<Revealed> revealed) {
        return result == null
                ? refused(S3Error.noSuchPolicy(bucket.name()), revealed)
                : found(result, revealed);
    }

    private static @Nullable ResourcePolicy policy(AccountView owner, Bucket bucket) {
        return owner.resource(BucketName.arn(bucket.name()).toString()).policy();
    }
}
