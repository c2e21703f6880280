package io.ostiary.state.entity;

import io.ostiary.contract.shape.Tag;

import java.time.Instant;
import java.util.List;

/**
 * The organization that this account manages, and its root; its one key is constant.
 *
 * @param tags of the root: the organization itself has none
 */
public record Organization(
        String id, String rootId, String featureSet, Instant createdAt, List<Tag> tags)
        implements OrganizationPart {

    public static final String KEY = "organization";

    public Organization {
        tags = List.copyOf(tags);
    }

    @Override
    public Table<Organization> table() {
        return Table.ORGANIZATION;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String partId() {
        return rootId;
    }

    @Override
    public Organization withTags(List<Tag> newTags) {
        return new Organization(id, rootId, featureSet, createdAt, newTags);
    }
}
