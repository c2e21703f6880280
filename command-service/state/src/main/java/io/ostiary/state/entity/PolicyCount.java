package io.ostiary.state.entity;

/**
 * How often a managed policy is used, counted as it goes: a list of policies need not count its
 * users.
 */
public record PolicyCount(String policyArn, int attachments, int boundaries) implements Entity {

    @Override
    public Table<PolicyCount> table() {
        return Table.POLICY_COUNTS;
    }

    @Override
    public String key() {
        return policyArn;
    }

    public PolicyCount plus(int moreAttachments, int moreBoundaries) {
        return new PolicyCount(
                policyArn, attachments + moreAttachments, boundaries + moreBoundaries);
    }

    public boolean isZero() {
        return attachments == 0 && boundaries == 0;
    }
}
