package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;

import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.PolicyQuery.ListEntitiesForPolicy;
import io.ostiary.contract.result.PolicyResult.ListEntitiesForPolicyResult;
import io.ostiary.contract.shape.PolicyGroup;
import io.ostiary.contract.shape.PolicyRole;
import io.ostiary.contract.shape.PolicyUser;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.PolicyUse;
import io.ostiary.state.entity.PolicyUse.Usage;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/**
 * ListEntitiesForPolicy: paged over groups, roles and users together, in the order of their rows.
 * An entity that has the policy both attached and as its boundary is told once.
 */
final class PolicyUses {

    private PolicyUses() {}

    /** An entity with the position of its row. */
    private record Using(String position, Attachable entity) {}

    /**
     * @param policyArn as stored
     */
    static Reply answer(AccountView account, String policyArn, ListEntitiesForPolicy query) {
        String prefix = PolicyUse.prefix(policyArn);
        String after = query.marker() == null ? "" : prefix + query.marker();
        Iterable<Using> uses =
                Filtered.mapped(
                        account.scan(Table.POLICY_USES, prefix, after),
                        use -> using(account, use, prefix, query));
        Page<Using> page = Page.of(uses, Using::position, Page.size(query.maxItems()));
        var groups = new ArrayList<PolicyGroup>();
        var roles = new ArrayList<PolicyRole>();
        var users = new ArrayList<PolicyUser>();
        for (Using using : page.items()) {
            switch (using.entity()) {
                case Group group -> groups.add(Shapes.policyGroup(group));
                case Role role -> roles.add(Shapes.policyRole(role));
                case User user -> users.add(Shapes.policyUser(user));
                case ManagedPolicy _, InstanceProfile _, ServerCertificate _ -> {
                    // No policy can be attached to these.
                }
            }
        }
        return found(
                new ListEntitiesForPolicyResult(
                        page.isTruncated(), page.marker(), groups, roles, users));
    }

    private static @Nullable Using using(
            AccountView account, PolicyUse use, String prefix, ListEntitiesForPolicy query) {
        String usage = query.policyUsageFilter();
        if (usage != null && !usage.equals(name(use.usage()))) {
            return null;
        }
        Attachable entity = account.attachable(use.target());
        if (entity == null
                || (query.entityFilter() != null && !query.entityFilter().equals(kind(entity)))
                || (query.pathPrefix() != null && !entity.path().startsWith(query.pathPrefix()))) {
            return null;
        }
        boolean toldAsAttached =
                usage == null
                        && use.usage() == Usage.PERMISSIONS_BOUNDARY
                        && entity.attachments().hasPolicy(use.policyArn());
        return toldAsAttached ? null : new Using(use.key().substring(prefix.length()), entity);
    }

    /** IAM API, PolicyUsageType. */
    private static String name(Usage usage) {
        return switch (usage) {
            case PERMISSIONS_POLICY -> "PermissionsPolicy";
            case PERMISSIONS_BOUNDARY -> "PermissionsBoundary";
        };
    }

    /** IAM API, EntityType. */
    private static String kind(Attachable entity) {
        return switch (entity) {
            case Group _ -> "Group";
            case Role _ -> "Role";
            case User _ -> "User";
            case ManagedPolicy _ -> "LocalManagedPolicy";
            case InstanceProfile _ -> "InstanceProfile";
            case ServerCertificate _ -> "ServerCertificate";
        };
    }
}
