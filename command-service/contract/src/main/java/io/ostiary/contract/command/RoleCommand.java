package io.ostiary.contract.command;

import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What changes roles (IAM API Reference). */
public sealed interface RoleCommand extends IamCommand {

    record CreateRole(
            String assumeRolePolicyDocument,
            @Nullable String description,
            @Nullable Integer maxSessionDuration,
            @Nullable String path,
            @Nullable String permissionsBoundary,
            String roleName,
            List<Tag> tags)
            implements RoleCommand {
        public CreateRole {
            tags = List.copyOf(tags);
        }
    }

    record UpdateRole(
            @Nullable String description, @Nullable Integer maxSessionDuration, String roleName)
            implements RoleCommand {}

    record UpdateRoleDescription(String description, String roleName) implements RoleCommand {}

    record UpdateAssumeRolePolicy(String policyDocument, String roleName) implements RoleCommand {}

    record DeleteRole(String roleName) implements RoleCommand {}

    record TagRole(String roleName, List<Tag> tags) implements RoleCommand {
        public TagRole {
            tags = List.copyOf(tags);
        }
    }

    record UntagRole(String roleName, List<String> tagKeys) implements RoleCommand {
        public UntagRole {
            tagKeys = List.copyOf(tagKeys);
        }
    }

    record PutRolePermissionsBoundary(String permissionsBoundary, String roleName)
            implements RoleCommand {}

    record DeleteRolePermissionsBoundary(String roleName) implements RoleCommand {}

    record PutRolePolicy(String policyDocument, String policyName, String roleName)
            implements RoleCommand {}

    record DeleteRolePolicy(String policyName, String roleName) implements RoleCommand {}

    record AttachRolePolicy(String policyArn, String roleName) implements RoleCommand {}

    record DetachRolePolicy(String policyArn, String roleName) implements RoleCommand {}
}
