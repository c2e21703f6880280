package io.ostiary.projection.query;

import static io.ostiary.contract.error.IamError.Subject.GROUP;
import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.missing;
import static io.ostiary.projection.query.Replies.missingInlinePolicy;

import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.GroupQuery;
import io.ostiary.contract.query.GroupQuery.GetGroup;
import io.ostiary.contract.query.GroupQuery.GetGroupPolicy;
import io.ostiary.contract.query.GroupQuery.ListAttachedGroupPolicies;
import io.ostiary.contract.query.GroupQuery.ListGroupPolicies;
import io.ostiary.contract.query.GroupQuery.ListGroups;
import io.ostiary.contract.result.GroupResult.GetGroupPolicyResult;
import io.ostiary.contract.result.GroupResult.GetGroupResult;
import io.ostiary.contract.result.GroupResult.ListAttachedGroupPoliciesResult;
import io.ostiary.contract.result.GroupResult.ListGroupPoliciesResult;
import io.ostiary.contract.result.GroupResult.ListGroupsResult;
import io.ostiary.state.entity.Attachments.InlinePolicy;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.GroupMember;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountView;

/** What is told of groups. */
final class GroupQueries {

    private GroupQueries() {}

    static Reply answer(AccountView account, GroupQuery query) {
        return switch (query) {
            case GetGroup get -> getGroup(account, get);
            case ListGroups list -> listGroups(account, list);
            case GetGroupPolicy get -> getGroupPolicy(account, get);
            case ListGroupPolicies list -> listGroupPolicies(account, list);
            case ListAttachedGroupPolicies list -> listAttachedGroupPolicies(account, list);
        };
    }

    /** Its users in the order of their unique ids: so a page costs no more than what it holds. */
    static Reply getGroup(AccountView account, GetGroup query) {
        Group group = account.groupNamed(query.groupName());
        if (group == null) {
            return missing(GROUP, query.groupName());
        }
        String prefix = GroupMember.prefix(group.id());
        String after = query.marker() == null ? "" : prefix + query.marker();
        Iterable<User> members =
                Filtered.mapped(
                        account.scan(Table.GROUP_MEMBERS, prefix, after),
                        member -> account.userById(member.userId()));
        Page<User> page = Page.of(members, User::id, Page.size(query.maxItems()));
        return found(
                new GetGroupResult(
                        Shapes.group(account.id(), group),
                        page.isTruncated(),
                        page.marker(),
                        page.map(user -> Shapes.user(account.id(), user, false))));
    }

    static Reply listGroups(AccountView account, ListGroups query) {
        var page =
                Page.of(
                        Filtered.byPath(
                                account.scan(Table.GROUPS, "", Page.after(query.marker())),
                                query.pathPrefix()),
                        Group::key,
                        Page.size(query.maxItems()));
        return found(
                new ListGroupsResult(
                        page.map(group -> Shapes.group(account.id(), group)),
                        page.isTruncated(),
                        page.marker()));
    }

    static Reply getGroupPolicy(AccountView account, GetGroupPolicy query) {
        Group group = account.groupNamed(query.groupName());
        if (group == null) {
            return missing(GROUP, query.groupName());
        }
        InlinePolicy policy = group.attachments().inlinePolicy(query.policyName());
        return policy == null
                ? missingInlinePolicy(GROUP, query.policyName())
                : found(new GetGroupPolicyResult(group.name(), policy.document(), policy.name()));
    }

    static Reply listGroupPolicies(AccountView account, ListGroupPolicies query) {
        Group group = account.groupNamed(query.groupName());
        if (group == null) {
            return missing(GROUP, query.groupName());
        }
        var page = HeldLists.inlinePolicyNames(group, query.marker(), query.maxItems());
        return found(new ListGroupPoliciesResult(page.isTruncated(), page.marker(), page.items()));
    }

    static Reply listAttachedGroupPolicies(AccountView account, ListAttachedGroupPolicies query) {
        Group group = account.groupNamed(query.groupName());
        if (group == null) {
            return missing(GROUP, query.groupName());
        }
        var page =
                HeldLists.attachedPolicies(
                        group, query.marker(), query.maxItems(), query.pathPrefix());
        return found(
                new ListAttachedGroupPoliciesResult(
                        page.items(), page.isTruncated(), page.marker()));
    }
}
