package io.ostiary.state.apply;

import io.ostiary.contract.event.PolicyEvent;
import io.ostiary.contract.event.PolicyEvent.DefaultPolicyVersionSet;
import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyDeleted;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionDeleted;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.ManagedPolicy.Version;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

import java.util.ArrayList;
import java.util.List;

final class PolicyApplier {

    private PolicyApplier() {}

    static Changes changes(AccountView view, PolicyEvent event) {
        return switch (event) {
            case PolicyCreated created ->
                    Changes.none()
                            .create(
                                    Existing.fresh(
                                            view,
                                            new ManagedPolicy(
                                                    created.policyId(),
                                                    created.name(),
                                                    created.path(),
                                                    created.description(),
                                                    created.at(),
                                                    created.at(),
                                                    1,
                                                    List.of(
                                                            new Version(
                                                                    1,
                                                                    created.document(),
                                                                    created.at())),
                                                    2,
                                                    Attachments.NONE)));
            case PolicyDeleted deleted -> Changes.none().remove(policy(view, deleted.policyId()));
            case PolicyVersionCreated created -> {
                ManagedPolicy policy = policy(view, created.policyId());
                var versions = new ArrayList<>(policy.versions());
                versions.add(new Version(created.number(), created.document(), created.at()));
                int chosen = created.setAsDefault() ? created.number() : policy.defaultVersion();
                yield Changes.none()
                        .put(
                                policy.withVersions(
                                        versions, chosen, created.number() + 1, created.at()));
            }
            case PolicyVersionDeleted deleted -> {
                ManagedPolicy policy = policy(view, deleted.policyId());
                var versions = new ArrayList<>(policy.versions());
                versions.removeIf(version -> version.number() == deleted.number());
                yield Changes.none()
                        .put(
                                policy.withVersions(
                                        versions,
                                        policy.defaultVersion(),
                                        policy.nextVersion(),
                                        deleted.at()));
            }
            case DefaultPolicyVersionSet set -> {
                ManagedPolicy policy = policy(view, set.policyId());
                yield Changes.none()
                        .put(
                                policy.withVersions(
                                        policy.versions(),
                                        set.number(),
                                        policy.nextVersion(),
                                        set.at()));
            }
        };
    }

    private static ManagedPolicy policy(AccountView view, String id) {
        return Existing.entity(view, ManagedPolicy.class, id);
    }
}
