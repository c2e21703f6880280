package io.ostiary.writer.rule;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.id.Arn;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.view.AccountView;

/**
 * Managed policies by ARN, the account's and AWS's. What is kept is the ARN as it is spelled in the
 * policy, never as a caller spelled it.
 */
public final class PolicyArns {
    private final ManagedPolicyCatalog managed;

    public PolicyArns(ManagedPolicyCatalog managed) {
        this.managed = managed;
    }

    /**
     * A policy that can be used.
     *
     * @param arn as the policy spells it
     * @param attachable false for those that only AWS attaches
     */
    public record Usable(String arn, boolean attachable) {}

    /**
     * Any managed policy.
     *
     * @param whenMissing what to answer when there is no such policy
     */
    public Lookup<Usable> usable(AccountView account, String arn, AwsError whenMissing) {
        Arn parsed = Arn.ofPolicy(arn).orElse(null);
        if (parsed == null) {
            return Lookup.refused(InvalidInput.arn(arn));
        }
        if (parsed.account().equals(Arn.AWS_MANAGED)) {
            Usable found =
                    managed.find(arn)
                            .map(policy -> new Usable(policy.arn(), policy.attachable()))
                            .orElse(null);
            return Lookup.of(found, whenMissing);
        }
        if (!parsed.isIn(account.id())) {
            return Lookup.refused(new InvalidInput("Policy is outside your own account."));
        }
        ManagedPolicy policy = account.policyByArn(arn);
        return policy == null
                ? Lookup.refused(whenMissing)
                : Lookup.found(new Usable(policy.arn(account.id()).toString(), true));
    }

    /** A policy of the account, to be changed; AWS's are nobody's to change (A115). */
    public Lookup<ManagedPolicy> own(AccountView account, String arn) {
        return own(account, arn, NoSuchEntity.named(Subject.POLICY, arn));
    }

    /**
     * @param missing what is answered when the account has no such policy
     */
    public Lookup<ManagedPolicy> own(AccountView account, String arn, NoSuchEntity missing) {
        Arn parsed = Arn.ofPolicy(arn).orElse(null);
        if (parsed == null) {
            return Lookup.refused(InvalidInput.arn(arn));
        }
        if (parsed.account().equals(Arn.AWS_MANAGED)) {
            return Lookup.refused(
                    CommonError.accessDenied("Policies that AWS manages cannot be changed."));
        }
        if (!parsed.isIn(account.id())) {
            return Lookup.refused(new InvalidInput("Policy is outside your own account."));
        }
        return Lookup.of(account.policyByArn(arn), missing);
    }
}
