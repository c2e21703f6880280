package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** Questions about buckets (Amazon S3 API Reference). */
public sealed interface S3Query extends Query {

    /** About one bucket, by its name. */
    sealed interface OfBucket extends S3Query {

        String bucket();

        /** The account that the caller takes for the owner; null where it does not say. */
        @Nullable String expectedBucketOwner();
    }

    record HeadBucket(String bucket, @Nullable String expectedBucketOwner) implements OfBucket {}

    record GetBucketLocation(String bucket, @Nullable String expectedBucketOwner)
            implements OfBucket {}

    record GetBucketPolicy(String bucket, @Nullable String expectedBucketOwner)
            implements OfBucket {}

    record GetBucketPolicyStatus(String bucket, @Nullable String expectedBucketOwner)
            implements OfBucket {}

    record ListBuckets(
            @Nullable String bucketRegion,
            @Nullable String continuationToken,
            @Nullable Integer maxBuckets,
            @Nullable String prefix)
            implements S3Query {}
}
