package io.ostiary.state.shape;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.AccessKeyMetadata;
import io.ostiary.contract.shape.AttachedPermissionsBoundary;
import io.ostiary.contract.shape.AttachedPolicy;
import io.ostiary.contract.shape.PolicyGroup;
import io.ostiary.contract.shape.PolicyRole;
import io.ostiary.contract.shape.PolicyUser;
import io.ostiary.contract.shape.PolicyVersion;
import io.ostiary.contract.shape.RoleLastUsed;
import io.ostiary.contract.shape.ServerCertificateMetadata;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.entity.PolicyCount;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * IAM's structures, made of entities. The list operations return a subset of the attributes (IAM
 * API Reference, ListUsers, ListRoles, ListPolicies, ListInstanceProfiles: "operations return a
 * subset of the available attributes for the resource"); that is what {@code full} tells apart.
 * Documents are given as submitted; the wire encodes them.
 */
public final class Shapes {
    /** The one type of boundary there is (IAM API Reference, AttachedPermissionsBoundary). */
    private static final String BOUNDARY_TYPE = "Policy";

    private Shapes() {}

    /**
     * @param full false in lists: no tags, no boundary
     */
    public static io.ostiary.contract.shape.User user(AccountId account, User user, boolean full) {
        return user(account, user, full, null);
    }

    /**
     * As GetUser and ListUsers answer it, and no other operation (IAM API Reference, User).
     *
     * @param full false in lists: no tags, no boundary
     * @param signIn when the password was last used; null for never, or without a password
     */
    public static io.ostiary.contract.shape.User user(
            AccountId account, User user, boolean full, @Nullable LastUse signIn) {
        return new io.ostiary.contract.shape.User(
                user.arn(account).toString(),
                user.createdAt(),
                signIn == null ? null : signIn.at(),
                user.path(),
                full ? boundary(user.attachments()) : null,
                full ? user.attachments().tags() : List.of(),
                user.id(),
                user.name());
    }

    public static io.ostiary.contract.shape.Group group(AccountId account, Group group) {
        return new io.ostiary.contract.shape.Group(
                group.arn(account).toString(),
                group.createdAt(),
                group.id(),
                group.name(),
                group.path());
    }

    /** As ListRoles tells it: no tags, no boundary, no last use. */
    public static io.ostiary.contract.shape.Role listedRole(AccountId account, Role role) {
        return role(account, role, false, null);
    }

    /** As AWS answers CreateRole: neither description nor session duration. */
    public static io.ostiary.contract.shape.Role createdRole(AccountId account, Role role) {
        Attachments held = role.attachments();
        return role(account, role, null, null, boundary(held), null, held.tags());
    }

    /** As AWS answers UpdateRoleDescription. */
    public static io.ostiary.contract.shape.Role describedRole(AccountId account, Role role) {
        return role(account, role, role.description(), null, null, null, List.of());
    }

    /**
     * As GetRole answers it.
     *
     * @param use null for never: an empty structure on AWS
     */
    public static io.ostiary.contract.shape.Role usedRole(
            AccountId account, Role role, @Nullable LastUse use) {
        return role(account, role, true, lastUsed(use));
    }

    static RoleLastUsed lastUsed(@Nullable LastUse use) {
        return use == null
                ? new RoleLastUsed(null, null)
                : new RoleLastUsed(use.at(), use.region());
    }

    /**
     * As CreateServiceLinkedRole answers it: without description and session duration (AWS CLI
     * Command Reference, create-service-linked-role, Examples).
     */
    public static io.ostiary.contract.shape.Role serviceLinkedRole(AccountId account, Role role) {
        return plainRole(account, role);
    }

    /** With nothing but what roles had from the first day on. */
    static io.ostiary.contract.shape.Role plainRole(AccountId account, Role role) {
        return role(account, role, null, null, null, null, List.of());
    }

    private static io.ostiary.contract.shape.Role role(
            AccountId account, Role role, boolean full, @Nullable RoleLastUsed use) {
        return role(
                account,
                role,
                role.description(),
                role.maxSessionDuration(),
                full ? boundary(role.attachments()) : null,
                use,
                full ? role.attachments().tags() : List.of());
    }

    private static io.ostiary.contract.shape.Role role(
            AccountId account,
            Role role,
            @Nullable String description,
            @Nullable Integer maxSessionDuration,
            @Nullable AttachedPermissionsBoundary boundary,
            @Nullable RoleLastUsed use,
            List<Tag> tags) {
        return new io.ostiary.contract.shape.Role(
                role.arn(account).toString(),
                role.trust().document(),
                role.createdAt(),
                description,
                maxSessionDuration,
                role.path(),
                boundary,
                role.id(),
                use,
                role.name(),
                tags);
    }

    /** As AWS answers CreatePolicy: with its tags, and without its description. */
    public static io.ostiary.contract.shape.Policy createdPolicy(
            AccountId account, ManagedPolicy policy) {
        return policy(account, policy, null, null, policy.attachments().tags());
    }

    /**
     * @param count how often it is used; null for never
     * @param full false in lists: no tags, no description
     */
    public static io.ostiary.contract.shape.Policy policy(
            AccountId account, ManagedPolicy policy, @Nullable PolicyCount count, boolean full) {
        return full
                ? policy(account, policy, count, policy.description(), policy.attachments().tags())
                : policy(account, policy, count, null, List.of());
    }

    private static io.ostiary.contract.shape.Policy policy(
            AccountId account,
            ManagedPolicy policy,
            @Nullable PolicyCount count,
            @Nullable String description,
            List<Tag> tags) {
        return new io.ostiary.contract.shape.Policy(
                policy.arn(account).toString(),
                count == null ? 0 : count.attachments(),
                policy.createdAt(),
                policy.defaultDocument().id(),
                description,
                true,
                policy.path(),
                count == null ? 0 : count.boundaries(),
                policy.id(),
                policy.name(),
                tags,
                policy.updatedAt());
    }

    /**
     * @param withDocument true for GetPolicyVersion; CreatePolicyVersion and ListPolicyVersions
     *     leave it out
     */
    public static PolicyVersion policyVersion(
            ManagedPolicy policy, ManagedPolicy.Version version, boolean withDocument) {
        return new PolicyVersion(
                version.createdAt(),
                withDocument ? version.document() : null,
                version.number() == policy.defaultVersion(),
                version.id());
    }

    /**
     * @param role the role it holds, in its short form; null when it is empty
     * @param full false in lists: no tags
     */
    public static io.ostiary.contract.shape.InstanceProfile instanceProfile(
            AccountId account, InstanceProfile profile, @Nullable Role role, boolean full) {
        return new io.ostiary.contract.shape.InstanceProfile(
                profile.arn(account).toString(),
                profile.createdAt(),
                profile.id(),
                profile.name(),
                profile.path(),
                role == null ? List.of() : List.of(plainRole(account, role)),
                full ? profile.attachments().tags() : List.of());
    }

    public static ServerCertificateMetadata serverCertificateMetadata(
            AccountId account, ServerCertificate certificate) {
        return new ServerCertificateMetadata(
                certificate.arn(account).toString(),
                certificate.expiration(),
                certificate.path(),
                certificate.id(),
                certificate.name(),
                certificate.createdAt());
    }

    public static io.ostiary.contract.shape.ServerCertificate serverCertificate(
            AccountId account, ServerCertificate certificate) {
        return new io.ostiary.contract.shape.ServerCertificate(
                certificate.body(),
                certificate.chain(),
                serverCertificateMetadata(account, certificate),
                certificate.attachments().tags());
    }

    /**
     * @param userName null for root, whose keys belong to no user
     */
    public static AccessKeyMetadata accessKeyMetadata(
            Credentials.AccessKey key, @Nullable String userName) {
        return new AccessKeyMetadata(key.id(), key.createdAt(), status(key), userName);
    }

    /** IAM API, statusType. */
    public static String status(Credentials.AccessKey key) {
        return key.active() ? "Active" : "Inactive";
    }

    public static io.ostiary.contract.shape.LoginProfile loginProfile(
            String userName, Credentials.LoginProfile profile) {
        return new io.ostiary.contract.shape.LoginProfile(
                profile.createdAt(), profile.resetRequired(), userName);
    }

    public static io.ostiary.contract.shape.PasswordPolicy passwordPolicy(PasswordPolicy policy) {
        boolean expires = policy.maximumAge() > 0;
        return new io.ostiary.contract.shape.PasswordPolicy(
                policy.usersMayChange(),
                expires,
                expires ? policy.hardExpiry() : null,
                expires ? policy.maximumAge() : null,
                policy.minimumLength(),
                policy.reusePrevention() > 0 ? policy.reusePrevention() : null,
                policy.lowerCase(),
                policy.numbers(),
                policy.symbols(),
                policy.upperCase());
    }

    /** The name of a managed policy, AWS's or a customer's, stands in its ARN. */
    public static AttachedPolicy attachedPolicy(String policyArn) {
        return new AttachedPolicy(policyArn, policyArn.substring(policyArn.lastIndexOf('/') + 1));
    }

    public static PolicyUser policyUser(User user) {
        return new PolicyUser(user.id(), user.name());
    }

    public static PolicyGroup policyGroup(Group group) {
        return new PolicyGroup(group.id(), group.name());
    }

    public static PolicyRole policyRole(Role role) {
        return new PolicyRole(role.id(), role.name());
    }

    static @Nullable AttachedPermissionsBoundary boundary(Attachments attachments) {
        String arn = attachments.boundaryArn();
        return arn == null ? null : new AttachedPermissionsBoundary(arn, BOUNDARY_TYPE);
    }
}
