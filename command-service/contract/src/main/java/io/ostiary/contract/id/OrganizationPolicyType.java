package io.ostiary.contract.id;

import org.jspecify.annotations.Nullable;

/**
 * The types of an organization's policies that are built; each is named as in Organizations' model.
 * Limits are those of the Organizations User Guide, "Quotas and service limits for AWS
 * Organizations".
 */
public enum OrganizationPolicyType {
    /** What principals of a member account may do at most. */
    SERVICE_CONTROL_POLICY(10_240, 10, 10_000),

    /** What may be done at most with resources of a member account. */
    RESOURCE_CONTROL_POLICY(5_120, 5, 2_000);

    private final int maxCharacters;
    private final int maxAttached;
    private final int maxPolicies;

    OrganizationPolicyType(int maxCharacters, int maxAttached, int maxPolicies) {
        this.maxCharacters = maxCharacters;
        this.maxAttached = maxAttached;
        this.maxPolicies = maxPolicies;
    }

    /** Null for a type that the model knows and that is not built. */
    public static @Nullable OrganizationPolicyType named(@Nullable String name) {
        for (OrganizationPolicyType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** As it stands in ARNs. */
    public String inArns() {
        return Names.key(name());
    }

    /** Of a document, white space included. */
    public int maxCharacters() {
        return maxCharacters;
    }

    /** At a root, a unit or an account, inherited ones not counted. */
    public int maxAttached() {
        return maxAttached;
    }

    /** In an organization, AWS's own not counted. */
    public int maxPolicies() {
        return maxPolicies;
    }
}
