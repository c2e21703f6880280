package io.ostiary.state.entity;

import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.shape.Tag;

import java.time.Instant;
import java.util.List;

/**
 * The organization that this account manages, and its root; its one key is constant.
 *
 * @param tags of the root: the organization itself has none
 * @param policyTypes those enabled, in the order in which they were
 */
public record Organization(
        String id,
        String rootId,
        String featureSet,
        Instant createdAt,
        List<Tag> tags,
        List<OrganizationPolicyType> policyTypes)
        implements OrganizationPart {

    /** The feature set that has policies. */
    public static final String ALL_FEATURES = "ALL";

    public static final String KEY = "organization";

    public Organization {
        tags = List.copyOf(tags);
        policyTypes = List.copyOf(policyTypes);
    }

    /** As it begins: without tags and policy types. */
    public Organization(String id, String rootId, String featureSet, Instant createdAt) {
        this(id, rootId, featureSet, createdAt, List.of(), List.of());
    }

    public boolean hasAllFeatures() {
        return featureSet.equals(ALL_FEATURES);
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
        return new Organization(id, rootId, featureSet, createdAt, newTags, policyTypes);
    }

    public Organization withPolicyTypes(List<OrganizationPolicyType> types) {
        return new Organization(id, rootId, featureSet, createdAt, tags, types);
    }
}
