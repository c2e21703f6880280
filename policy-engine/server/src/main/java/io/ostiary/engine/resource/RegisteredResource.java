package io.ostiary.engine.resource;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.Tag;
import io.ostiary.policy.evaluate.LabelledPolicy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A resource whose owner is known.
 *
 * @param policy the resource's own; of what lies in a bucket the bucket's; null where there is none
 * @param tags null where nothing is kept of the resource: then nobody here knows them
 */
public record RegisteredResource(
        AccountId owner, @Nullable LabelledPolicy policy, @Nullable List<Tag> tags) {
    public RegisteredResource {
        tags = tags == null ? null : List.copyOf(tags);
    }
}
