package io.ostiary.state.view;

import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.OrganizationChild;
import io.ostiary.state.entity.OrganizationPart;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.OrganizationalUnit;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The root, units and accounts of an organization, in the history of the account that manages it.
 */
public record OrganizationTree(AccountView account, Organization organization) {

    /** Null where the account manages no organization. */
    public static @Nullable OrganizationTree of(AccountView account) {
        Organization organization = account.organization();
        return organization == null ? null : new OrganizationTree(account, organization);
    }

    public @Nullable OrganizationalUnit unit(String id) {
        return account.find(Table.ORGANIZATIONAL_UNITS, id);
    }

    public @Nullable MemberAccount member(String id) {
        return account.find(Table.MEMBER_ACCOUNTS, id);
    }

    /** Whatever has this id; null for one of another organization too. */
    public @Nullable OrganizationPart part(String id) {
        if (isRoot(id)) {
            return organization;
        }
        OrganizationalUnit unit = unit(id);
        if (unit != null) {
            return unit;
        }
        MemberAccount member = member(id);
        return member == null ? policy(id) : member;
    }

    /** One of the organization's own: AWS's are no part of it. */
    private @Nullable OrganizationPolicy policy(String id) {
        OrganizationPolicy policy = new OrganizationPolicies(this).find(id);
        return policy == null || policy.isAwsManaged() ? null : policy;
    }

    public boolean isRoot(String id) {
        return id.equals(organization.rootId());
    }

    /** Whether units and accounts can lie under it. */
    public boolean isParent(String id) {
        return isRoot(id) || unit(id) != null;
    }

    public boolean isEmpty(String parentId) {
        return !account.hasAny(Table.ORGANIZATION_CHILDREN, OrganizationChild.prefix(parentId));
    }

    /** Those directly under a parent. */
    public Iterable<OrganizationChild> children(String parentId, OrganizationChild.Kind kind) {
        return account.scan(Table.ORGANIZATION_CHILDREN, OrganizationChild.prefix(parentId, kind));
    }

    /**
     * Those directly under a parent, behind one of them.
     *
     * @param after the child's id, exclusive
     */
    public Iterable<OrganizationChild> children(
            String parentId, OrganizationChild.Kind kind, String after) {
        String prefix = OrganizationChild.prefix(parentId, kind);
        return account.scan(Table.ORGANIZATION_CHILDREN, prefix, prefix + after);
    }

    /** How many units lead to what lies directly under this parent: none of the root. */
    public int depth(String parentId) {
        int depth = 0;
        for (OrganizationalUnit at = unit(parentId); at != null; at = unit(at.parentId())) {
            depth++;
        }
        return depth;
    }

    /**
     * The root and the units that lead to what lies directly under this parent, from the root on.
     */
    public List<String> fromRoot(String parentId) {
        var ids = new ArrayDeque<String>();
        for (OrganizationalUnit at = unit(parentId); at != null; at = unit(at.parentId())) {
            ids.addFirst(at.id());
        }
        ids.addFirst(organization.rootId());
        return List.copyOf(ids);
    }

    /**
     * Of the root or a unit, as policies see it: {@code o-…/r-…/ou-…/ou-…/} (IAM User Guide, "AWS
     * global condition context keys", aws:PrincipalOrgPaths).
     */
    public String path(String parentId) {
        return organization.id() + "/" + String.join("/", fromRoot(parentId)) + "/";
    }
}
