package io.ostiary.contract.result;

import io.ostiary.contract.shape.Bucket;
import io.ostiary.contract.shape.Owner;
import io.ostiary.contract.shape.PolicyStatus;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about buckets (Amazon S3 API Reference). */
public sealed interface S3Result extends Result {

    record CreateBucketResult(String location, String bucketArn) implements S3Result {}

    record HeadBucketResult(String bucketArn, String bucketRegion) implements S3Result {}

    /**
     * @param locationConstraint null for us-east-1
     */
    record GetBucketLocationResult(@Nullable String locationConstraint) implements S3Result {}

    record GetBucketPolicyResult(String policy) implements S3Result {}

    record GetBucketPolicyStatusResult(PolicyStatus policyStatus) implements S3Result {}

    record ListBucketsResult(
            List<Bucket> buckets,
            @Nullable String continuationToken,
            Owner owner,
            @Nullable String prefix)
            implements S3Result {
        public ListBucketsResult {
            buckets = List.copyOf(buckets);
        }
    }
}
