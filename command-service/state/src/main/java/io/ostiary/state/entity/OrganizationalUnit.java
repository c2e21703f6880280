package io.ostiary.state.entity;

import io.ostiary.contract.shape.Tag;

import java.util.List;

/**
 * A unit of the organization that this account manages.
 *
 * @param parentId the root or another unit, for good: units do not move
 */
public record OrganizationalUnit(String id, String parentId, String name, List<Tag> tags)
        implements OrganizationPart {
    public OrganizationalUnit {
        tags = List.copyOf(tags);
    }

    @Override
    public Table<OrganizationalUnit> table() {
        return Table.ORGANIZATIONAL_UNITS;
    }

    @Override
    public String key() {
        return id;
    }

    @Override
    public String partId() {
        return id;
    }

    public OrganizationalUnit named(String newName) {
        return new OrganizationalUnit(id, parentId, newName, tags);
    }

    @Override
    public OrganizationalUnit withTags(List<Tag> newTags) {
        return new OrganizationalUnit(id, parentId, name, newTags);
    }
}
