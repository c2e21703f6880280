package io.ostiary.engine.principal;

import io.ostiary.policy.compile.CompiledPolicy;

import org.jspecify.annotations.Nullable;

/** AWS's own managed policies, which every account sees; compiled once for all. */
@FunctionalInterface
public interface AwsManagedPolicies {

    /** None of them; for tests of other things. */
    AwsManagedPolicies NONE = _ -> null;

    /**
     * @param arn {@code arn:aws:iam::aws:policy/…}
     * @return null when AWS has none of this ARN
     */
    @Nullable CompiledPolicy find(String arn);
}
