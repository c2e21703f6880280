package io.ostiary.contract.result;

import io.ostiary.contract.shape.AttachedPolicy;
import io.ostiary.contract.shape.Group;
import io.ostiary.contract.shape.User;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about groups (IAM API Reference). */
public sealed interface GroupResult extends Result {

    record CreateGroupResult(Group group) implements GroupResult {}

    record GetGroupResult(
            Group group, @Nullable Boolean isTruncated, @Nullable String marker, List<User> users)
            implements GroupResult {
        public GetGroupResult {
            users = List.copyOf(users);
        }
    }

    record ListGroupsResult(
            List<Group> groups, @Nullable Boolean isTruncated, @Nullable String marker)
            implements GroupResult {
        public ListGroupsResult {
            groups = List.copyOf(groups);
        }
    }

    record GetGroupPolicyResult(String groupName, String policyDocument, String policyName)
            implements GroupResult {}

    record ListGroupPoliciesResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<String> policyNames)
            implements GroupResult {
        public ListGroupPoliciesResult {
            policyNames = List.copyOf(policyNames);
        }
    }

    record ListAttachedGroupPoliciesResult(
            List<AttachedPolicy> attachedPolicies,
            @Nullable Boolean isTruncated,
            @Nullable String marker)
            implements GroupResult {
        public ListAttachedGroupPoliciesResult {
            attachedPolicies = List.copyOf(attachedPolicies);
        }
    }
}
