package io.ostiary.projection.query;

import static io.ostiary.contract.error.IamError.Subject.INSTANCE_PROFILE;
import static io.ostiary.contract.error.IamError.Subject.ROLE;
import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.missing;

import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.InstanceProfileQuery;
import io.ostiary.contract.query.InstanceProfileQuery.GetInstanceProfile;
import io.ostiary.contract.query.InstanceProfileQuery.ListInstanceProfileTags;
import io.ostiary.contract.query.InstanceProfileQuery.ListInstanceProfiles;
import io.ostiary.contract.query.InstanceProfileQuery.ListInstanceProfilesForRole;
import io.ostiary.contract.result.InstanceProfileResult.GetInstanceProfileResult;
import io.ostiary.contract.result.InstanceProfileResult.ListInstanceProfileTagsResult;
import io.ostiary.contract.result.InstanceProfileResult.ListInstanceProfilesForRoleResult;
import io.ostiary.contract.result.InstanceProfileResult.ListInstanceProfilesResult;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.RoleProfile;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.shape.ShownTrust;
import io.ostiary.state.view.AccountView;

/** What is told of instance profiles; each shows the role it holds. */
final class InstanceProfileQueries {

    private InstanceProfileQueries() {}

    static Reply answer(AccountView account, InstanceProfileQuery query) {
        return switch (query) {
            case GetInstanceProfile get -> getInstanceProfile(account, get);
            case ListInstanceProfiles list -> listInstanceProfiles(account, list);
            case ListInstanceProfilesForRole list -> listInstanceProfilesForRole(account, list);
            case ListInstanceProfileTags list -> listInstanceProfileTags(account, list);
        };
    }

    static Reply getInstanceProfile(AccountView account, GetInstanceProfile query) {
        InstanceProfile profile = account.instanceProfileNamed(query.instanceProfileName());
        return profile == null
                ? missing(INSTANCE_PROFILE, query.instanceProfileName())
                : found(new GetInstanceProfileResult(shape(account, profile, true)));
    }

    static Reply listInstanceProfiles(AccountView account, ListInstanceProfiles query) {
        var page =
                Page.of(
                        Filtered.byPath(
                                account.scan(
                                        Table.INSTANCE_PROFILES, "", Page.after(query.marker())),
                                query.pathPrefix()),
                        InstanceProfile::key,
                        Page.size(query.maxItems()));
        return found(
                new ListInstanceProfilesResult(
                        page.map(profile -> shape(account, profile, false)),
                        page.isTruncated(),
                        page.marker()));
    }

    static Reply listInstanceProfilesForRole(
            AccountView account, ListInstanceProfilesForRole query) {
        Role role = account.roleNamed(query.roleName());
        if (role == null) {
            return missing(ROLE, query.roleName());
        }
        String prefix = RoleProfile.prefix(role.id());
        String after = query.marker() == null ? "" : prefix + query.marker();
        Iterable<InstanceProfile> profiles =
                Filtered.mapped(
                        account.scan(Table.ROLE_PROFILES, prefix, after),
                        held ->
                                account.byId(held.profileId()) instanceof InstanceProfile profile
                                        ? profile
                                        : null);
        var page = Page.of(profiles, InstanceProfile::id, Page.size(query.maxItems()));
        return found(
                new ListInstanceProfilesForRoleResult(
                        page.map(
                                profile ->
                                        Shapes.instanceProfile(
                                                account.id(),
                                                profile,
                                                ShownTrust.of(account, role),
                                                false)),
                        page.isTruncated(),
                        page.marker()));
    }

    static Reply listInstanceProfileTags(AccountView account, ListInstanceProfileTags query) {
        InstanceProfile profile = account.instanceProfileNamed(query.instanceProfileName());
        if (profile == null) {
            return missing(INSTANCE_PROFILE, query.instanceProfileName());
        }
        var page = HeldLists.tags(profile, query.marker(), query.maxItems());
        return found(
                new ListInstanceProfileTagsResult(page.isTruncated(), page.marker(), page.items()));
    }

    private static io.ostiary.contract.shape.InstanceProfile shape(
            AccountView account, InstanceProfile profile, boolean full) {
        String roleId = profile.roleId();
        Role role = roleId == null ? null : account.roleById(roleId);
        return Shapes.instanceProfile(
                account.id(), profile, role == null ? null : ShownTrust.of(account, role), full);
    }
}
