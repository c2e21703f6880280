package io.ostiary.testkit;

import static io.ostiary.testkit.Invariants.require;

import io.ostiary.state.entity.AttachedPolicies;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.PolicyTarget;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.OrganizationPolicies;
import io.ostiary.state.view.OrganizationTree;

import java.util.HashSet;
import java.util.TreeSet;

/** What is always true of an organization's policies and their attachments. */
final class OrganizationPolicyInvariants {

    private OrganizationPolicyInvariants() {}

    static void check(OrganizationTree tree) {
        var policies = new OrganizationPolicies(tree);
        var names = new HashSet<String>();
        for (OrganizationPolicy policy : tree.account().scan(Table.ORGANIZATION_POLICIES, "")) {
            require(names.add(policy.type() + policy.name()), () -> "a name twice: " + policy);
            require(!policy.isAwsManaged(), () -> "AWS's own: " + policy);
            require(policy.tags().size() <= 50, () -> "tags of " + policy);
        }
        var expected = new TreeSet<String>();
        for (AttachedPolicies attached : tree.account().scan(Table.ATTACHED_POLICIES, "")) {
            int count = attached.policyIds().size();
            require(policies.isEnabled(attached.type()), () -> "not enabled: " + attached);
            require(policies.isTarget(attached.targetId()), () -> "no target: " + attached);
            require(!attached.isInitial(), () -> "a row for nothing: " + attached);
            require(
                    count >= 1 && count <= attached.type().maxAttached(),
                    () -> "none or too many: " + attached);
            for (String id : attached.policyIds()) {
                OrganizationPolicy policy = policies.find(id);
                require(
                        policy != null && policy.type() == attached.type(),
                        () -> "no such policy: " + attached);
                if (policy != null && !policy.isAwsManaged()) {
                    expected.add(new PolicyTarget(id, attached.targetId()).key());
                }
            }
        }
        var found = new TreeSet<String>();
        tree.account().scan(Table.POLICY_TARGETS, "").forEach(target -> found.add(target.key()));
        require(found.equals(expected), () -> "targets: " + found + " instead of " + expected);
    }
}
