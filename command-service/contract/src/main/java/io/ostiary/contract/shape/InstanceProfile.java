package io.ostiary.contract.shape;

import java.time.Instant;
import java.util.List;

/** IAM API, InstanceProfile. */
public record InstanceProfile(
        String arn,
        Instant createDate,
        String instanceProfileId,
        String instanceProfileName,
        String path,
        List<Role> roles,
        List<Tag> tags) {
    public InstanceProfile {
        roles = List.copyOf(roles);
        tags = List.copyOf(tags);
    }
}
