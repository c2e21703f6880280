package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Pagination;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.StructureShape;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of answers that AWS writes though they are empty lists and the model does not require
 * them: the list that an operation gives, in pages or as all there is in the answer, and those of
 * IAM below. They are lists, not a rule: of one structure IAM leaves {@code
 * UserDetail.UserPolicyList} out, and one operation tells that a policy has no tags where another
 * says nothing of tags. (Answers of AWS recorded by LocalStack:
 * test_iam_account_authorization_details, test_iam_policies, test_iam_managed_policies,
 * test_iam_instance_profiles, test_iam_server_certificates .snapshot.json; of simulations: IAM API
 * Reference, SimulatePrincipalPolicy, Examples.)
 */
final class EmptyLists {

    private static final Set<String> OF_STRUCTURES =
            Set.of(
                    "EvaluationResult.EvalDecisionDetails",
                    "EvaluationResult.MatchedStatements",
                    "EvaluationResult.MissingContextValues",
                    "ResourceSpecificResult.MatchedStatements",
                    "ResourceSpecificResult.MissingContextValues",
                    "UserDetail.AttachedManagedPolicies",
                    "UserDetail.GroupList",
                    "UserDetail.Tags",
                    "GroupDetail.AttachedManagedPolicies",
                    "GroupDetail.GroupPolicyList",
                    "RoleDetail.AttachedManagedPolicies",
                    "RoleDetail.InstanceProfileList",
                    "RoleDetail.RolePolicyList",
                    "RoleDetail.Tags");

    /** What creates or lists the same things leaves them out; so do users and roles everywhere. */
    private static final Map<String, String> OF_OPERATIONS =
            Map.of(
                    "GetPolicy", "Policy.Tags",
                    "GetInstanceProfile", "InstanceProfile.Tags",
                    "GetServerCertificate", "ServerCertificate.Tags");

    /** What stands beside a list though the model does not say that it comes in pages. */
    private static final Set<String> PAGING = Set.of("IsTruncated", "Marker");

    private EmptyLists() {}

    /** As {@code Structure.Member}. */
    static Set<String> writtenBy(OperationModel operation) {
        var written = new HashSet<>(OF_STRUCTURES);
        String ofOperation = OF_OPERATIONS.get(operation.name());
        if (ofOperation != null) {
            written.add(ofOperation);
        }
        StructureShape output = operation.output();
        if (output != null) {
            for (String paged :
                    operation.pagination().map(Pagination::resultKeys).orElse(List.of())) {
                written.add(output.name() + '.' + paged);
            }
            List<Member> told =
                    output.members().stream().filter(m -> !PAGING.contains(m.name())).toList();
            if (told.size() == 1 && told.getFirst().shape() instanceof ListShape) {
                written.add(output.name() + '.' + told.getFirst().name());
            }
        }
        return written;
    }
}
