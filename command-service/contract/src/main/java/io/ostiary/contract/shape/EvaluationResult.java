package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * IAM API, EvaluationResult: what the simulation of one action came to.
 *
 * @param evalDecisionDetails one decision a policy type where two accounts are concerned, empty
 *     within one account, null where no resource is named
 */
public record EvaluationResult(
        String evalActionName,
        String evalDecision,
        @Nullable Map<String, String> evalDecisionDetails,
        @Nullable String evalResourceName,
        List<MatchedStatement> matchedStatements,
        List<String> missingContextValues,
        @Nullable OrganizationsDecisionDetail organizationsDecisionDetail,
        @Nullable PermissionsBoundaryDecisionDetail permissionsBoundaryDecisionDetail,
        List<ResourceSpecificResult> resourceSpecificResults) {

    public EvaluationResult {
        evalDecisionDetails = evalDecisionDetails == null ? null : Map.copyOf(evalDecisionDetails);
        matchedStatements = List.copyOf(matchedStatements);
        missingContextValues = List.copyOf(missingContextValues);
        resourceSpecificResults = List.copyOf(resourceSpecificResults);
    }

    /** IAM API, OrganizationsDecisionDetail. */
    public record OrganizationsDecisionDetail(boolean allowedByOrganizations) {}

    /** IAM API, PermissionsBoundaryDecisionDetail. */
    public record PermissionsBoundaryDecisionDetail(boolean allowedByPermissionsBoundary) {}

    /** IAM API, ResourceSpecificResult: the same of one of the resources that were named. */
    public record ResourceSpecificResult(
            @Nullable Map<String, String> evalDecisionDetails,
            String evalResourceDecision,
            String evalResourceName,
            List<MatchedStatement> matchedStatements,
            List<String> missingContextValues,
            @Nullable PermissionsBoundaryDecisionDetail permissionsBoundaryDecisionDetail) {

        public ResourceSpecificResult {
            evalDecisionDetails =
                    evalDecisionDetails == null ? null : Map.copyOf(evalDecisionDetails);
            matchedStatements = List.copyOf(matchedStatements);
            missingContextValues = List.copyOf(missingContextValues);
        }
    }
}
