package io.ostiary.state.entity;

import io.ostiary.contract.id.EntityId;

/**
 * That an entity uses a managed policy, AWS's or the account's; the other direction lies in the
 * entity.
 */
public record PolicyUse(String policyArn, Usage usage, EntityId target) implements Entity {

    /** How a policy is used (IAM API, PolicyUsageType). */
    public enum Usage {
        PERMISSIONS_POLICY,
        PERMISSIONS_BOUNDARY
    }

    /** What the keys of a policy's uses begin with. */
    public static String prefix(String policyArn) {
        return policyArn + "|";
    }

    @Override
    public Table<PolicyUse> table() {
        return Table.POLICY_USES;
    }

    @Override
    public String key() {
        return prefix(policyArn) + usage + "|" + target.kind() + "|" + target.uniqueId();
    }
}
