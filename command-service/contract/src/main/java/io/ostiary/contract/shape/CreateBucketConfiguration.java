package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * S3 API, CreateBucketConfiguration.
 *
 * @param bucket and {@code location}: of directory buckets, which there are none of here
 */
public record CreateBucketConfiguration(
        @Nullable BucketInfo bucket,
        @Nullable LocationInfo location,
        @Nullable String locationConstraint,
        List<Tag> tags) {

    public CreateBucketConfiguration {
        tags = List.copyOf(tags);
    }

    /** S3 API, BucketInfo. */
    public record BucketInfo(@Nullable String dataRedundancy, @Nullable String type) {}

    /** S3 API, LocationInfo. */
    public record LocationInfo(@Nullable String name, @Nullable String type) {}
}
