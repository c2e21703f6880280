package io.ostiary.projection.query;

import static io.ostiary.projection.query.OrganizationQueries.upTo;
import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.OrganizationsError.Conflict;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.OrganizationQuery.DescribePolicy;
import io.ostiary.contract.query.OrganizationQuery.ListPolicies;
import io.ostiary.contract.query.OrganizationQuery.ListPoliciesForTarget;
import io.ostiary.contract.query.OrganizationQuery.ListTargetsForPolicy;
import io.ostiary.contract.result.OrganizationResult.DescribePolicyResult;
import io.ostiary.contract.result.OrganizationResult.ListPoliciesForTargetResult;
import io.ostiary.contract.result.OrganizationResult.ListPoliciesResult;
import io.ostiary.contract.result.OrganizationResult.ListTargetsForPolicyResult;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.OrganizationPart;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.OrganizationShapes;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.OrganizationPolicies;
import io.ostiary.state.view.OrganizationTree;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An organization's policies and where they are attached. */
record OrganizationPolicyQueries(OrganizationTree tree, OrganizationPolicies policies) {

    OrganizationPolicyQueries(OrganizationTree tree) {
        this(tree, new OrganizationPolicies(tree));
    }

    Reply describe(DescribePolicy query) {
        OrganizationPolicy policy = policies.find(query.policyId());
        return policy == null
                ? refused(Conflict.POLICY_NOT_FOUND.error())
                : found(new DescribePolicyResult(OrganizationShapes.policy(tree, policy)));
    }

    /** AWS's own first, whether the type is enabled or not. */
    Reply list(ListPolicies query) {
        OrganizationPolicyType type = OrganizationPolicyType.named(query.filter());
        if (type == null) {
            return found(new ListPoliciesResult(null, List.of()));
        }
        OrganizationPolicy full = OrganizationPolicy.fullAccess(type);
        String after = Page.after(query.nextToken());
        Stream<OrganizationPolicy> own =
                stream(policies.own(type, after.equals(full.id()) ? "" : after));
        Stream<OrganizationPolicy> all =
                after.isEmpty() ? Stream.concat(Stream.of(full), own) : own;
        Page<OrganizationPolicy> page =
                Page.of(
                        all::iterator,
                        OrganizationPolicy::id,
                        ManagementQueries.size(query.maxResults()));
        return found(
                new ListPoliciesResult(
                        page.marker(),
                        page.map(policy -> OrganizationShapes.summary(tree, policy))));
    }

    Reply list(ListPoliciesForTarget query) {
        if (!policies.isTarget(query.targetId())) {
            return refused(Conflict.TARGET_NOT_FOUND.error());
        }
        OrganizationPolicyType type = OrganizationPolicyType.named(query.filter());
        List<OrganizationPolicy> attached =
                type == null || !policies.isEnabled(type)
                        ? List.of()
                        : policies.attachedTo(type, query.targetId()).policyIds().stream()
                                .map(id -> Objects.requireNonNull(policies.find(id)))
                                .toList();
        var page =
                Page.sorted(
                        attached,
                        OrganizationPolicy::id,
                        query.nextToken(),
                        ManagementQueries.size(query.maxResults()));
        return found(
                new ListPoliciesForTargetResult(
                        page.marker(),
                        page.map(policy -> OrganizationShapes.summary(tree, policy))));
    }

    Reply list(ListTargetsForPolicy query) {
        OrganizationPolicy policy = policies.find(query.policyId());
        if (policy == null) {
            return refused(Conflict.POLICY_NOT_FOUND.error());
        }
        Stream<OrganizationPart> targets = targets(policy, Page.after(query.nextToken()));
        Page<OrganizationPart> page =
                Page.of(
                        targets::iterator,
                        OrganizationPart::partId,
                        ManagementQueries.size(query.maxResults()));
        return found(
                new ListTargetsForPolicyResult(
                        page.marker(), page.map(target -> OrganizationShapes.target(tree, target))),
                revealed(page.items()));
    }

    /** By id. */
    private Stream<OrganizationPart> targets(OrganizationPolicy policy, String after) {
        if (!policy.isAwsManaged()) {
            return stream(policies.targets(policy.id(), after))
                    .map(target -> Objects.requireNonNull(tree.part(target.targetId())));
        }
        if (!policies.isEnabled(policy.type())) {
            return Stream.of();
        }
        // Has no rows of its own, since it is nearly everywhere. Ids in order: digits, ou-, r-.
        AccountView account = tree.account();
        Stream<OrganizationPart> root =
                Stream.of(tree.organization())
                        .filter(organization -> organization.rootId().compareTo(after) > 0)
                        .map(OrganizationPart.class::cast);
        Stream<OrganizationPart> all =
                Stream.concat(
                        Stream.concat(
                                stream(account.scan(Table.MEMBER_ACCOUNTS, "", after)),
                                stream(account.scan(Table.ORGANIZATIONAL_UNITS, "", after))),
                        root);
        return all.filter(
                target ->
                        policies.attachedTo(policy.type(), target.partId())
                                .policyIds()
                                .contains(policy.id()));
    }

    private List<Revealed> revealed(List<OrganizationPart> targets) {
        var revealed = new ArrayList<Revealed>();
        revealed.add(upTo(tree.account()));
        for (OrganizationPart target : targets) {
            if (target instanceof MemberAccount member
                    && !member.id().equals(tree.account().id())) {
                revealed.add(new Revealed(member.id(), member.openRevision()));
            }
        }
        return revealed;
    }

    private static <T> Stream<T> stream(Iterable<T> items) {
        return StreamSupport.stream(items.spliterator(), false);
    }
}
