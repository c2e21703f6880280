package io.ostiary.state.entity;

import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What is kept of a resource, by its ARN: a policy, or tags, or both.
 *
 * @param arn printable ASCII
 */
public record Resource(String arn, @Nullable ResourcePolicy policy, List<Tag> tags)
        implements Entity {

    public Resource {
        tags = List.copyOf(tags);
    }

    @Override
    public Table<Resource> table() {
        return Table.RESOURCES;
    }

    @Override
    public String key() {
        return arn;
    }

    /** Whether nothing is kept of it, so that it need not be there. */
    public boolean isEmpty() {
        return policy == null && tags.isEmpty();
    }

    public Resource with(@Nullable ResourcePolicy other) {
        return new Resource(arn, other, tags);
    }

    public Resource withTags(List<Tag> others) {
        return new Resource(arn, policy, others);
    }
}
