package io.ostiary.contract.result;

import io.ostiary.contract.shape.Policy;
import io.ostiary.contract.shape.PolicyGroup;
import io.ostiary.contract.shape.PolicyRole;
import io.ostiary.contract.shape.PolicyUser;
import io.ostiary.contract.shape.PolicyVersion;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about customer managed policies (IAM API Reference). */
public sealed interface PolicyResult extends Result {

    record CreatePolicyResult(@Nullable Policy policy) implements PolicyResult {}

    record CreatePolicyVersionResult(@Nullable PolicyVersion policyVersion)
            implements PolicyResult {}

    record GetPolicyResult(@Nullable Policy policy) implements PolicyResult {}

    record ListPoliciesResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<Policy> policies)
            implements PolicyResult {
        public ListPoliciesResult {
            policies = List.copyOf(policies);
        }
    }

    record GetPolicyVersionResult(@Nullable PolicyVersion policyVersion) implements PolicyResult {}

    record ListPolicyVersionsResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<PolicyVersion> versions)
            implements PolicyResult {
        public ListPolicyVersionsResult {
            versions = List.copyOf(versions);
        }
    }

    record ListPolicyTagsResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<Tag> tags)
            implements PolicyResult {
        public ListPolicyTagsResult {
            tags = List.copyOf(tags);
        }
    }

    record ListEntitiesForPolicyResult(
            @Nullable Boolean isTruncated,
            @Nullable String marker,
            List<PolicyGroup> policyGroups,
            List<PolicyRole> policyRoles,
            List<PolicyUser> policyUsers)
            implements PolicyResult {
        public ListEntitiesForPolicyResult {
            policyGroups = List.copyOf(policyGroups);
            policyRoles = List.copyOf(policyRoles);
            policyUsers = List.copyOf(policyUsers);
        }
    }
}
