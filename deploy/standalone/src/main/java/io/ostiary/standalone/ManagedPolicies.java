package io.ostiary.standalone;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.managed.ManagedPolicy;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.projection.query.AwsManagedPolicies;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;

/** The engine's catalog of AWS managed policies, as the projection asks for it. */
public final class ManagedPolicies implements AwsManagedPolicies {

    private final ManagedPolicyCatalog catalog;
    private @Nullable List<AwsManagedPolicy> listed;

    public ManagedPolicies(ManagedPolicyCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public @Nullable AwsManagedPolicy byArn(String arn) {
        return catalog.find(arn).map(this::policy).orElse(null);
    }

    /** Documents are read when the first caller asks, not at the start. */
    @Override
    public synchronized List<AwsManagedPolicy> byName() {
        var all = listed;
        if (all == null) {
            all =
                    catalog.policies().stream()
                            .sorted(Comparator.comparing(policy -> Names.key(policy.name())))
                            .map(this::policy)
                            .toList();
            listed = all;
        }
        return all;
    }

    private AwsManagedPolicy policy(ManagedPolicy policy) {
        return new AwsManagedPolicy(
                policy.arn(),
                policy.policyId(),
                policy.name(),
                policy.path(),
                null,
                policy.defaultVersionId(),
                catalog.document(policy.arn()),
                policy.attachable(),
                policy.createDate(),
                policy.updateDate());
    }
}
