package io.ostiary.contract.event;

import io.ostiary.contract.shape.Tag;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The resources of an account that the house knows: buckets, and whatever has a policy or tags. */
public sealed interface ResourceEvent extends Event {

    /**
     * A document that stands on a resource.
     *
     * @param principals ARN as written to unique id; one that is missing matches nobody
     * @param isPublic whether it lets in more than fixed principals (Amazon S3 User Guide, "Blocking
     *     public access", The meaning of "public"), as judged when it was written
     */
    record ResourcePolicy(String document, Map<String, String> principals, boolean isPublic) {
        public ResourcePolicy {
            principals = Map.copyOf(principals);
        }
    }

    /**
     * The registry keeps the name for this account.
     *
     * @param region where it is said to lie
     * @param revision by which the account asked for it
     */
    record BucketCreated(String bucket, String region, long revision, Instant at)
            implements ResourceEvent {}

    /** With its policy and tags. */
    record BucketDeleted(String bucket) implements ResourceEvent {}

    record ResourcePolicySet(String arn, ResourcePolicy policy) implements ResourceEvent {}

    record ResourcePolicyRemoved(String arn) implements ResourceEvent {}

    /** These tags and no others. */
    record ResourceTagsSet(String arn, List<Tag> tags) implements ResourceEvent {
        public ResourceTagsSet {
            tags = List.copyOf(tags);
        }
    }
}
