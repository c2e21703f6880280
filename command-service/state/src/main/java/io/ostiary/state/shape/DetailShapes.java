package io.ostiary.state.shape;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.AttachedPolicy;
import io.ostiary.contract.shape.GroupDetail;
import io.ostiary.contract.shape.ManagedPolicyDetail;
import io.ostiary.contract.shape.PolicyDetail;
import io.ostiary.contract.shape.PolicyVersion;
import io.ostiary.contract.shape.RoleDetail;
import io.ostiary.contract.shape.UserDetail;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.PolicyCount;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What GetAccountAuthorizationDetails tells of an entity. Which members there are follows AWS's
 * answers as LocalStack recorded them on 17 February 2026
 * (test_iam_account_authorization_details.snapshot.json): a role has no description, a policy has
 * neither description nor tags, and of the role within an instance profile only the oldest
 * attributes are shown.
 */
public final class DetailShapes {

    private DetailShapes() {}

    /**
     * @param groupNames of the groups it is in
     */
    public static UserDetail user(AccountId account, User user, List<String> groupNames) {
        Attachments held = user.attachments();
        return new UserDetail(
                user.arn(account).toString(),
                attached(held),
                user.createdAt(),
                groupNames,
                user.path(),
                Shapes.boundary(held),
                held.tags(),
                user.id(),
                user.name(),
                inline(held));
    }

    public static GroupDetail group(AccountId account, Group group) {
        Attachments held = group.attachments();
        return new GroupDetail(
                group.arn(account).toString(),
                attached(held),
                group.createdAt(),
                group.id(),
                group.name(),
                inline(held),
                group.path());
    }

    /**
     * @param role with its trust policy as it is to be shown
     * @param profiles those it is in
     * @param use null for never
     */
    public static RoleDetail role(
            AccountId account, Role role, List<InstanceProfile> profiles, @Nullable LastUse use) {
        Attachments held = role.attachments();
        return new RoleDetail(
                role.arn(account).toString(),
                role.trust().document(),
                attached(held),
                role.createdAt(),
                profiles(account, role, profiles),
                role.path(),
                Shapes.boundary(held),
                role.id(),
                Shapes.lastUsed(use),
                role.name(),
                inline(held),
                held.tags());
    }

    private static List<io.ostiary.contract.shape.InstanceProfile> profiles(
            AccountId account, Role role, List<InstanceProfile> profiles) {
        if (profiles.isEmpty()) {
            return List.of();
        }
        var shown = Shapes.plainRole(account, role);
        var shapes = new ArrayList<io.ostiary.contract.shape.InstanceProfile>(profiles.size());
        for (InstanceProfile profile : profiles) {
            shapes.add(
                    new io.ostiary.contract.shape.InstanceProfile(
                            profile.arn(account).toString(),
                            profile.createdAt(),
                            profile.id(),
                            profile.name(),
                            profile.path(),
                            List.of(shown),
                            List.of()));
        }
        return shapes;
    }

    /**
     * Newest version first, each with its document.
     *
     * @param count how often it is used; null for never
     */
    public static ManagedPolicyDetail policy(
            AccountId account, ManagedPolicy policy, @Nullable PolicyCount count) {
        var versions = new ArrayList<PolicyVersion>(policy.versions().size());
        for (ManagedPolicy.Version version : policy.versions().reversed()) {
            versions.add(Shapes.policyVersion(policy, version, true));
        }
        return new ManagedPolicyDetail(
                policy.arn(account).toString(),
                count == null ? 0 : count.attachments(),
                policy.createdAt(),
                policy.defaultDocument().id(),
                null,
                true,
                policy.path(),
                count == null ? 0 : count.boundaries(),
                policy.id(),
                policy.name(),
                versions,
                policy.updatedAt());
    }

    private static List<AttachedPolicy> attached(Attachments held) {
        if (held.policyArns().isEmpty()) {
            return List.of();
        }
        var shapes = new ArrayList<AttachedPolicy>(held.policyArns().size());
        for (String arn : held.policyArns()) {
            shapes.add(Shapes.attachedPolicy(arn));
        }
        return shapes;
    }

    private static List<PolicyDetail> inline(Attachments held) {
        if (held.inlinePolicies().isEmpty()) {
            return List.of();
        }
        var shapes = new ArrayList<PolicyDetail>(held.inlinePolicies().size());
        for (Attachments.InlinePolicy policy : held.inlinePolicies()) {
            shapes.add(new PolicyDetail(policy.document(), policy.name()));
        }
        return shapes;
    }
}
