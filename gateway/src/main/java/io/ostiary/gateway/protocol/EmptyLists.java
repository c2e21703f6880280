package io.ostiary.gateway.protocol;

import java.util.Set;

/**
 * The members of IAM's answers that AWS writes though they are empty lists and the model does not
 * require them. A list, not a rule: of the same structure it leaves {@code
 * UserDetail.UserPolicyList} out (answers of AWS recorded by LocalStack,
 * test_iam_account_authorization_details.snapshot.json).
 */
final class EmptyLists {

    private static final Set<String> MEMBERS =
            Set.of(
                    "UserDetail.AttachedManagedPolicies",
                    "UserDetail.GroupList",
                    "UserDetail.Tags",
                    "GroupDetail.AttachedManagedPolicies",
                    "GroupDetail.GroupPolicyList",
                    "RoleDetail.AttachedManagedPolicies",
                    "RoleDetail.InstanceProfileList",
                    "RoleDetail.RolePolicyList",
                    "RoleDetail.Tags");

    private EmptyLists() {}

    static boolean areWritten(String structure, String member) {
        return MEMBERS.contains(structure + '.' + member);
    }

    static Set<String> members() {
        return MEMBERS;
    }
}
