package io.ostiary.state.apply;

import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyAttached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyDetached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyUpdated;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.state.entity.AttachedPolicies;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.PolicyTarget;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.Defect;
import io.ostiary.state.view.OrganizationPolicies;
import io.ostiary.state.view.OrganizationTree;

import java.util.ArrayList;
import java.util.List;

/** What becomes of an organization's policies and their attachments. */
final class OrganizationPolicyApplier {

    private final OrganizationTree tree;
    private final OrganizationPolicies policies;

    OrganizationPolicyApplier(OrganizationTree tree) {
        this.tree = tree;
        this.policies = new OrganizationPolicies(tree);
    }

    Changes enabled(OrganizationPolicyType type) {
        Organization organization = tree.organization();
        if (policies.isEnabled(type)) {
            throw new Defect("enabled twice: " + type);
        }
        List<OrganizationPolicyType> types = new ArrayList<>(organization.policyTypes());
        types.add(type);
        return Changes.none().put(organization.withPolicyTypes(types));
    }

    Changes disabled(OrganizationPolicyType type) {
        if (!policies.isEnabled(type)) {
            throw new Defect("not enabled: " + type);
        }
        Organization organization = tree.organization();
        List<OrganizationPolicyType> types = new ArrayList<>(organization.policyTypes());
        types.remove(type);
        Changes changes = Changes.none().put(organization.withPolicyTypes(types));
        for (AttachedPolicies attached :
                tree.account().scan(Table.ATTACHED_POLICIES, AttachedPolicies.prefix(type))) {
            changes = withoutRows(changes, attached);
        }
        return changes;
    }

    Changes created(OrganizationPolicyCreated created) {
        if (policies.find(created.policyId()) != null) {
            throw new Defect("made twice: " + created.policyId());
        }
        return Changes.none()
                .put(
                        new OrganizationPolicy(
                                created.policyId(),
                                created.type(),
                                created.name(),
                                created.description(),
                                created.content(),
                                List.of()));
    }

    Changes updated(OrganizationPolicyUpdated updated) {
        return Changes.none()
                .put(
                        own(updated.policyId())
                                .updated(updated.name(), updated.description(), updated.content()));
    }

    Changes deleted(String policyId) {
        OrganizationPolicy policy = own(policyId);
        if (policies.isInUse(policyId)) {
            throw new Defect("a policy in use: " + policyId);
        }
        return Changes.none().delete(policy);
    }

    Changes attached(OrganizationPolicyAttached event) {
        AttachedPolicies before = attachedTo(event.policyId(), event.targetId());
        if (before.policyIds().contains(event.policyId())) {
            throw new Defect("attached twice: " + event.policyId());
        }
        Changes changes = kept(before.with(event.policyId()));
        return isOwn(event.policyId())
                ? changes.put(new PolicyTarget(event.policyId(), event.targetId()))
                : changes;
    }

    Changes detached(OrganizationPolicyDetached event) {
        AttachedPolicies before = attachedTo(event.policyId(), event.targetId());
        if (!before.policyIds().contains(event.policyId())) {
            throw new Defect("not attached: " + event.policyId());
        }
        Changes changes = kept(before.without(event.policyId()));
        return isOwn(event.policyId())
                ? changes.delete(new PolicyTarget(event.policyId(), event.targetId()))
                : changes;
    }

    /** Adds that nothing is attached any more to a target that goes. */
    Changes withoutTarget(Changes changes, String targetId) {
        Changes all = changes;
        for (OrganizationPolicyType type : OrganizationPolicyType.values()) {
            AttachedPolicies attached =
                    tree.account()
                            .find(Table.ATTACHED_POLICIES, AttachedPolicies.key(type, targetId));
            if (attached != null) {
                all = withoutRows(all, attached);
            }
        }
        return all;
    }

    private Changes withoutRows(Changes changes, AttachedPolicies attached) {
        Changes all = changes.delete(attached);
        for (String policyId : attached.policyIds()) {
            if (isOwn(policyId)) {
                all = all.delete(new PolicyTarget(policyId, attached.targetId()));
            }
        }
        return all;
    }

    /** What is as from the start needs no row. */
    private static Changes kept(AttachedPolicies attached) {
        return attached.isInitial()
                ? Changes.none().delete(attached)
                : Changes.none().put(attached);
    }

    private AttachedPolicies attachedTo(String policyId, String targetId) {
        OrganizationPolicy policy = policies.find(policyId);
        if (policy == null || !policies.isTarget(targetId) || !policies.isEnabled(policy.type())) {
            throw new Defect("no attachment of " + policyId + " to " + targetId);
        }
        return policies.attachedTo(policy.type(), targetId);
    }

    private boolean isOwn(String policyId) {
        OrganizationPolicy policy = policies.find(policyId);
        return policy != null && !policy.isAwsManaged();
    }

    private OrganizationPolicy own(String policyId) {
        OrganizationPolicy policy = policies.find(policyId);
        if (policy == null || policy.isAwsManaged()) {
            throw new Defect("no policy " + policyId);
        }
        return policy;
    }
}
