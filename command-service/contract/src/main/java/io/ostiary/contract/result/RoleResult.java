package io.ostiary.contract.result;

import io.ostiary.contract.shape.AttachedPolicy;
import io.ostiary.contract.shape.Role;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about roles (IAM API Reference). */
public sealed interface RoleResult extends Result {

    record CreateRoleResult(Role role) implements RoleResult {}

    record UpdateRoleResult() implements RoleResult {}

    record UpdateRoleDescriptionResult(@Nullable Role role) implements RoleResult {}

    record GetRoleResult(Role role) implements RoleResult {}

    record ListRolesResult(@Nullable Boolean isTruncated, @Nullable String marker, List<Role> roles)
            implements RoleResult {
        public ListRolesResult {
            roles = List.copyOf(roles);
        }
    }

    record ListRoleTagsResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<Tag> tags)
            implements RoleResult {
        public ListRoleTagsResult {
            tags = List.copyOf(tags);
        }
    }

    record GetRolePolicyResult(String policyDocument, String policyName, String roleName)
            implements RoleResult {}

    record ListRolePoliciesResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<String> policyNames)
            implements RoleResult {
        public ListRolePoliciesResult {
            policyNames = List.copyOf(policyNames);
        }
    }

    record ListAttachedRolePoliciesResult(
            List<AttachedPolicy> attachedPolicies,
            @Nullable Boolean isTruncated,
            @Nullable String marker)
            implements RoleResult {
        public ListAttachedRolePoliciesResult {
            attachedPolicies = List.copyOf(attachedPolicies);
        }
    }
}
