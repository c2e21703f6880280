package io.ostiary.projection.query;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * The policies that AWS manages and every account may read: the same for all, and nobody's to
 * change. An implementation is immutable and may be used by many threads.
 */
public interface AwsManagedPolicies {

    /** Null when there is none of exactly this ARN. */
    @Nullable AwsManagedPolicy byArn(String arn);

    /** All of them, by {@link AwsManagedPolicy#name} ignoring case; names are unique. */
    List<AwsManagedPolicy> byName();

    /**
     * One of them.
     *
     * @param id ANPA and seventeen characters
     * @param path begins and ends with a slash
     * @param versionId of its default version, such as v3; the only one that is kept
     * @param document of that version
     * @param attachable false for what only service-linked roles and root tasks may use
     */
    record AwsManagedPolicy(
            String arn,
            String id,
            String name,
            String path,
            @Nullable String description,
            String versionId,
            String document,
            boolean attachable,
            Instant createdAt,
            Instant updatedAt) {}

    /** What the ARN of each of them begins with, and no other policy's. */
    String ARN_PREFIX = "arn:aws:iam::aws:policy/";

    static boolean isAwsManaged(String policyArn) {
        return policyArn.startsWith(ARN_PREFIX);
    }
}
