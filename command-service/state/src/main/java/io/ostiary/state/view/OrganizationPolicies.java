package io.ostiary.state.view;

import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.state.entity.AttachedPolicies;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.PolicyTarget;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;

/** The policies of an organization, and where they are attached. */
public record OrganizationPolicies(OrganizationTree tree) {

    public boolean isEnabled(OrganizationPolicyType type) {
        return tree.organization().policyTypes().contains(type);
    }

    /** AWS's two among them; null where there is none. */
    public @Nullable OrganizationPolicy find(String id) {
        for (OrganizationPolicyType type : OrganizationPolicyType.values()) {
            OrganizationPolicy full = OrganizationPolicy.fullAccess(type);
            if (full.id().equals(id)) {
                return full;
            }
            OrganizationPolicy policy =
                    tree.account()
                            .find(
                                    Table.ORGANIZATION_POLICIES,
                                    OrganizationPolicy.prefix(type) + id);
            if (policy != null) {
                return policy;
            }
        }
        return null;
    }

    /** The organization's own of a type, by id. */
    public Iterable<OrganizationPolicy> own(OrganizationPolicyType type, String after) {
        String prefix = OrganizationPolicy.prefix(type);
        return tree.account()
                .scan(
                        Table.ORGANIZATION_POLICIES,
                        prefix,
                        after.isEmpty() ? after : prefix + after);
    }

    /** Whether policies can be attached to it: the root, a unit, or an account. */
    public boolean isTarget(String id) {
        return tree.isParent(id) || tree.member(id) != null;
    }

    /**
     * Of one target, without what it inherits.
     *
     * @param type an enabled one
     */
    public AttachedPolicies attachedTo(OrganizationPolicyType type, String targetId) {
        AttachedPolicies attached =
                tree.account().find(Table.ATTACHED_POLICIES, AttachedPolicies.key(type, targetId));
        return attached == null ? AttachedPolicies.initial(type, targetId) : attached;
    }

    /** Where one of the organization's own is attached. */
    public Iterable<PolicyTarget> targets(String policyId, String after) {
        String prefix = PolicyTarget.prefix(policyId);
        return tree.account()
                .scan(Table.POLICY_TARGETS, prefix, after.isEmpty() ? after : prefix + after);
    }

    public boolean isInUse(String policyId) {
        return targets(policyId, "").iterator().hasNext();
    }
}
