package io.ostiary.contract.result;

import io.ostiary.contract.shape.AttachedPolicy;
import io.ostiary.contract.shape.Group;
import io.ostiary.contract.shape.Tag;
import io.ostiary.contract.shape.User;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about users (IAM API Reference). */
public sealed interface UserResult extends Result {

    record CreateUserResult(@Nullable User user) implements UserResult {}

    record GetUserResult(User user) implements UserResult {}

    record ListUsersResult(@Nullable Boolean isTruncated, @Nullable String marker, List<User> users)
            implements UserResult {
        public ListUsersResult {
            users = List.copyOf(users);
        }
    }

    record ListUserTagsResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<Tag> tags)
            implements UserResult {
        public ListUserTagsResult {
            tags = List.copyOf(tags);
        }
    }

    record GetUserPolicyResult(String policyDocument, String policyName, String userName)
            implements UserResult {}

    record ListUserPoliciesResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<String> policyNames)
            implements UserResult {
        public ListUserPoliciesResult {
            policyNames = List.copyOf(policyNames);
        }
    }

    record ListAttachedUserPoliciesResult(
            List<AttachedPolicy> attachedPolicies,
            @Nullable Boolean isTruncated,
            @Nullable String marker)
            implements UserResult {
        public ListAttachedUserPoliciesResult {
            attachedPolicies = List.copyOf(attachedPolicies);
        }
    }

    record ListGroupsForUserResult(
            List<Group> groups, @Nullable Boolean isTruncated, @Nullable String marker)
            implements UserResult {
        public ListGroupsForUserResult {
            groups = List.copyOf(groups);
        }
    }
}
