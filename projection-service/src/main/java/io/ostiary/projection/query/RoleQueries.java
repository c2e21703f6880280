package io.ostiary.projection.query;

import static io.ostiary.contract.error.IamError.Subject.ROLE;
import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.missing;
import static io.ostiary.projection.query.Replies.missingInlinePolicy;

import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.RoleQuery;
import io.ostiary.contract.query.RoleQuery.GetRole;
import io.ostiary.contract.query.RoleQuery.GetRolePolicy;
import io.ostiary.contract.query.RoleQuery.ListAttachedRolePolicies;
import io.ostiary.contract.query.RoleQuery.ListRolePolicies;
import io.ostiary.contract.query.RoleQuery.ListRoleTags;
import io.ostiary.contract.query.RoleQuery.ListRoles;
import io.ostiary.contract.result.RoleResult.GetRolePolicyResult;
import io.ostiary.contract.result.RoleResult.GetRoleResult;
import io.ostiary.contract.result.RoleResult.ListAttachedRolePoliciesResult;
import io.ostiary.contract.result.RoleResult.ListRolePoliciesResult;
import io.ostiary.contract.result.RoleResult.ListRoleTagsResult;
import io.ostiary.contract.result.RoleResult.ListRolesResult;
import io.ostiary.state.entity.Attachments.InlinePolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.shape.ShownTrust;
import io.ostiary.state.view.AccountView;

/** What is told of roles. */
final class RoleQueries {

    private RoleQueries() {}

    static Reply answer(AccountView account, RoleQuery query) {
        return switch (query) {
            case GetRole get -> getRole(account, get);
            case ListRoles list -> listRoles(account, list);
            case ListRoleTags list -> listRoleTags(account, list);
            case GetRolePolicy get -> getRolePolicy(account, get);
            case ListRolePolicies list -> listRolePolicies(account, list);
            case ListAttachedRolePolicies list -> listAttachedRolePolicies(account, list);
        };
    }

    static Reply getRole(AccountView account, GetRole query) {
        Role role = account.roleNamed(query.roleName());
        return role == null
                ? missing(ROLE, query.roleName())
                : found(
                        new GetRoleResult(
                                Shapes.usedRole(
                                        account.id(),
                                        ShownTrust.of(account, role),
                                        account.lastUse(role.id()))));
    }

    static Reply listRoles(AccountView account, ListRoles query) {
        var page =
                Page.of(
                        Filtered.byPath(
                                account.scan(Table.ROLES, "", Page.after(query.marker())),
                                query.pathPrefix()),
                        Role::key,
                        Page.size(query.maxItems()));
        return found(
                new ListRolesResult(
                        page.isTruncated(),
                        page.marker(),
                        page.map(
                                role ->
                                        Shapes.listedRole(
                                                account.id(), ShownTrust.of(account, role)))));
    }

    static Reply listRoleTags(AccountView account, ListRoleTags query) {
        Role role = account.roleNamed(query.roleName());
        if (role == null) {
            return missing(ROLE, query.roleName());
        }
        var page = HeldLists.tags(role, query.marker(), query.maxItems());
        return found(new ListRoleTagsResult(page.isTruncated(), page.marker(), page.items()));
    }

    static Reply getRolePolicy(AccountView account, GetRolePolicy query) {
        Role role = account.roleNamed(query.roleName());
        if (role == null) {
            return missing(ROLE, query.roleName());
        }
        InlinePolicy policy = role.attachments().inlinePolicy(query.policyName());
        return policy == null
                ? missingInlinePolicy(ROLE, query.policyName())
                : found(new GetRolePolicyResult(policy.document(), policy.name(), role.name()));
    }

    static Reply listRolePolicies(AccountView account, ListRolePolicies query) {
        Role role = account.roleNamed(query.roleName());
        if (role == null) {
            return missing(ROLE, query.roleName());
        }
        var page = HeldLists.inlinePolicyNames(role, query.marker(), query.maxItems());
        return found(new ListRolePoliciesResult(page.isTruncated(), page.marker(), page.items()));
    }

    static Reply listAttachedRolePolicies(AccountView account, ListAttachedRolePolicies query) {
        Role role = account.roleNamed(query.roleName());
        if (role == null) {
            return missing(ROLE, query.roleName());
        }
        var page =
                HeldLists.attachedPolicies(
                        role, query.marker(), query.maxItems(), query.pathPrefix());
        return found(
                new ListAttachedRolePoliciesResult(
                        page.items(), page.isTruncated(), page.marker()));
    }
}
