package io.ostiary.engine.principal;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.managed.ManagedPolicyCatalog;

import org.jspecify.annotations.Nullable;

/** AWS's own managed policies, which every account sees; compiled once for all. */
public interface AwsManagedPolicies {

    /**
     * @param arn {@code arn:aws:iam::aws:policy/…}
     * @return null when AWS has none of this ARN
     */
    @Nullable CompiledPolicy find(String arn);

    /** The text of the default version; null when AWS has none of this ARN. */
    @Nullable String document(String arn);

    static AwsManagedPolicies of(ManagedPolicyCatalog catalog) {
        return new AwsManagedPolicies() {
            @Override
            public @Nullable CompiledPolicy find(String arn) {
                return catalog.find(arn).isEmpty() ? null : catalog.compiled(arn);
            }

            @Override
            public @Nullable String document(String arn) {
                return catalog.find(arn).isEmpty() ? null : catalog.document(arn);
            }
        };
    }
}
