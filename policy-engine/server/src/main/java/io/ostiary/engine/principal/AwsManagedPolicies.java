package io.ostiary.engine.principal;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.managed.ManagedPolicyCatalog;

import org.jspecify.annotations.Nullable;

/** AWS's own managed policies, which every account sees; compiled once for all. */
@FunctionalInterface
public interface AwsManagedPolicies {

    /**
     * @param arn {@code arn:aws:iam::aws:policy/…}
     * @return null when AWS has none of this ARN
     */
    @Nullable CompiledPolicy find(String arn);

    static AwsManagedPolicies of(ManagedPolicyCatalog catalog) {
        return arn -> catalog.find(arn).isEmpty() ? null : catalog.compiled(arn);
    }
}
