package io.ostiary.contract.command;

import io.ostiary.contract.shape.CreateBucketConfiguration;

import org.jspecify.annotations.Nullable;

/**
 * What changes a bucket as a name and a policy; there are no objects here (Amazon S3 API
 * Reference). Every command is decided by the account that calls: nobody changes another's bucket.
 */
public sealed interface S3Command extends Command {

    String bucket();

    /** Answered when the registry has given the name, or refused it. */
    record CreateBucket(
            @Nullable String acl,
            String bucket,
            @Nullable String bucketNamespace,
            @Nullable CreateBucketConfiguration createBucketConfiguration,
            @Nullable String grantFullControl,
            @Nullable String grantRead,
            @Nullable String grantReadACP,
            @Nullable String grantWrite,
            @Nullable String grantWriteACP,
            @Nullable Boolean objectLockEnabledForBucket,
            @Nullable String objectOwnership)
            implements S3Command {

        /** A bucket of which nothing is said but its name. */
        public static CreateBucket named(String bucket) {
            return new CreateBucket(
                    null, bucket, null, null, null, null, null, null, null, null, null);
        }
    }

    record DeleteBucket(String bucket, @Nullable String expectedBucketOwner) implements S3Command {}

    /**
     * @param contentMD5 and {@code checksumAlgorithm}: compared with the body where it arrived
     */
    record PutBucketPolicy(
            String bucket,
            @Nullable String checksumAlgorithm,
            @Nullable Boolean confirmRemoveSelfBucketAccess,
            @Nullable String contentMD5,
            @Nullable String expectedBucketOwner,
            String policy)
            implements S3Command {

        /** A policy of which nothing else is said. */
        public static PutBucketPolicy of(String bucket, String policy) {
            return new PutBucketPolicy(bucket, null, null, null, null, policy);
        }
    }

    record DeleteBucketPolicy(String bucket, @Nullable String expectedBucketOwner)
            implements S3Command {}
}
