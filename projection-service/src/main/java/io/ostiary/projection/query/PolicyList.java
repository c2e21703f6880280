package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;

import io.ostiary.contract.id.Names;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.PolicyQuery.ListPolicies;
import io.ostiary.contract.result.PolicyResult.ListPoliciesResult;
import io.ostiary.contract.shape.Policy;
import io.ostiary.projection.query.AwsManagedPolicies.AwsManagedPolicy;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.PolicyCount;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * ListPolicies: the account's own policies by name, then AWS's. A position is a letter for which of
 * the two, and the name.
 */
final class PolicyList {

    private static final String LOCAL = "l";
    private static final String AWS = "a";

    private final AccountView account;
    private final AwsManagedPolicies aws;

    PolicyList(AccountView account, AwsManagedPolicies aws) {
        this.account = account;
        this.aws = aws;
    }

    /** A policy with its position. */
    private record Listed(String position, Policy policy) {}

    Reply answer(ListPolicies query) {
        boolean local = !"AWS".equals(query.scope());
        boolean managed = !"Local".equals(query.scope());
        String marker = Page.after(query.marker());
        boolean localDone = marker.startsWith(AWS);
        int size = Page.size(query.maxItems());

        var listed = new ArrayList<Listed>();
        if (local && !localDone) {
            String after = marker.startsWith(LOCAL) ? marker.substring(1) : "";
            addLocal(query, after, size + 1, listed);
        }
        if (managed && listed.size() <= size) {
            addManaged(query, localDone ? marker.substring(1) : "", size + 1, listed);
        }
        Page<Listed> page = Page.of(listed, Listed::position, size);
        return found(
                new ListPoliciesResult(
                        page.isTruncated(), page.marker(), page.map(Listed::policy)));
    }

    private void addLocal(ListPolicies query, String after, int limit, List<Listed> listed) {
        Iterable<ManagedPolicy> rest =
                Filtered.byPath(account.scan(Table.POLICIES, "", after), query.pathPrefix());
        for (ManagedPolicy policy : rest) {
            PolicyCount count = PolicyQueries.count(account, policy);
            if (passes(query, count)) {
                listed.add(
                        new Listed(
                                LOCAL + policy.key(),
                                Shapes.policy(account.id(), policy, count, false)));
                if (listed.size() == limit) {
                    return;
                }
            }
        }
    }

    private void addManaged(ListPolicies query, String after, int limit, List<Listed> listed) {
        List<AwsManagedPolicy> all = aws.byName();
        for (int i = firstAfter(all, after); i < all.size() && listed.size() < limit; i++) {
            AwsManagedPolicy policy = all.get(i);
            if (query.pathPrefix() != null && !policy.path().startsWith(query.pathPrefix())) {
                continue;
            }
            PolicyCount count = PolicyQueries.count(account, policy.arn());
            if (passes(query, count)) {
                listed.add(
                        new Listed(
                                AWS + Names.key(policy.name()),
                                PolicyQueries.shape(policy, count, false)));
            }
        }
    }

    private static int firstAfter(List<AwsManagedPolicy> all, String key) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Names.key(all.get(middle).name()).compareTo(key) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * OnlyAttached asks for what is attached to a user, group or role; PolicyUsageFilter for what
     * is used in that way, so with PermissionsBoundary it is the boundaries that count.
     */
    private static boolean passes(ListPolicies query, @Nullable PolicyCount count) {
        int attachments = count == null ? 0 : count.attachments();
        int boundaries = count == null ? 0 : count.boundaries();
        String usage = query.policyUsageFilter();
        if (usage == null) {
            return !Boolean.TRUE.equals(query.onlyAttached()) || attachments > 0;
        }
        return usage.equals("PermissionsBoundary") ? boundaries > 0 : attachments > 0;
    }
}
