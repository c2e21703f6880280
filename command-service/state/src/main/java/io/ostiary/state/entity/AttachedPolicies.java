package io.ostiary.state.entity;

import io.ostiary.contract.id.OrganizationPolicyType;

import java.util.ArrayList;
import java.util.List;

/**
 * The policies of an enabled type that are attached to the root, a unit or an account. A target
 * without a row has what it has from the start, AWS's policy that allows everything: so a type is
 * enabled, and a unit or an account is made, without a row for it.
 *
 * @param policyIds in the order of their attachment
 */
public record AttachedPolicies(OrganizationPolicyType type, String targetId, List<String> policyIds)
        implements Entity {

    public AttachedPolicies {
        policyIds = List.copyOf(policyIds);
    }

    /** What is attached from the start. */
    public static AttachedPolicies initial(OrganizationPolicyType type, String targetId) {
        return new AttachedPolicies(
                type, targetId, List.of(OrganizationPolicy.fullAccess(type).id()));
    }

    /** What the keys of a type begin with. */
    public static String prefix(OrganizationPolicyType type) {
        return type.inArns() + "/";
    }

    public static String key(OrganizationPolicyType type, String targetId) {
        return prefix(type) + targetId;
    }

    @Override
    public Table<AttachedPolicies> table() {
        return Table.ATTACHED_POLICIES;
    }

    @Override
    public String key() {
        return key(type, targetId);
    }

    public boolean isInitial() {
        return equals(initial(type, targetId));
    }

    public AttachedPolicies with(String policyId) {
        var ids = new ArrayList<>(policyIds);
        ids.add(policyId);
        return new AttachedPolicies(type, targetId, ids);
    }

    public AttachedPolicies without(String policyId) {
        return new AttachedPolicies(
                type, targetId, policyIds.stream().filter(id -> !id.equals(policyId)).toList());
    }
}
