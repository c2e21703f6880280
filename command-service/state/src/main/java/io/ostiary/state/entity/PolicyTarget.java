package io.ostiary.state.entity;

/**
 * That a policy of the organization is attached to a target: the other direction of {@link
 * AttachedPolicies}, for lists of a policy's targets. AWS's own policies have no rows.
 */
public record PolicyTarget(String policyId, String targetId) implements Entity {

    /** What the keys of a policy's targets begin with. */
    public static String prefix(String policyId) {
        return policyId + "/";
    }

    @Override
    public Table<PolicyTarget> table() {
        return Table.POLICY_TARGETS;
    }

    @Override
    public String key() {
        return prefix(policyId) + targetId;
    }
}
