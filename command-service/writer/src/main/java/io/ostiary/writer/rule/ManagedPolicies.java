package io.ostiary.writer.rule;

/** The policies that AWS manages: there in every account, and nobody's to change. */
public interface ManagedPolicies {
    /**
     * @param arn exactly as AWS spells it, such as {@code
     *     arn:aws:iam::aws:policy/AdministratorAccess}
     */
    boolean exists(String arn);

    /**
     * False for one that only AWS attaches, to service-linked roles.
     *
     * @param arn of a policy that {@link #exists}
     */
    boolean isAttachable(String arn);
}
