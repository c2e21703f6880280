package io.ostiary.contract.port;

import io.ostiary.contract.shape.ContextEntry;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the engine answers by what it knows of policies: reads that need no projection. They are
 * authorized before they are asked, as every other operation.
 */
public sealed interface EngineQuery {

    /** Of IAM: what policies would decide, and what they look at (IAM API Reference). */
    sealed interface Simulation extends EngineQuery {}

    record GetContextKeysForCustomPolicy(List<String> policyInputList) implements Simulation {
        public GetContextKeysForCustomPolicy {
            policyInputList = List.copyOf(policyInputList);
        }
    }

    record GetContextKeysForPrincipalPolicy(List<String> policyInputList, String policySourceArn)
            implements Simulation {
        public GetContextKeysForPrincipalPolicy {
            policyInputList = List.copyOf(policyInputList);
        }
    }

    record SimulateCustomPolicy(
            List<String> actionNames,
            @Nullable String callerArn,
            List<ContextEntry> contextEntries,
            @Nullable String marker,
            @Nullable Integer maxItems,
            List<String> permissionsBoundaryPolicyInputList,
            List<String> policyInputList,
            List<String> resourceArns,
            @Nullable String resourceHandlingOption,
            @Nullable String resourceOwner,
            @Nullable String resourcePolicy)
            implements Simulation {
        public SimulateCustomPolicy {
            actionNames = List.copyOf(actionNames);
            contextEntries = List.copyOf(contextEntries);
            permissionsBoundaryPolicyInputList = List.copyOf(permissionsBoundaryPolicyInputList);
            policyInputList = List.copyOf(policyInputList);
            resourceArns = List.copyOf(resourceArns);
        }
    }

    record SimulatePrincipalPolicy(
            List<String> actionNames,
            @Nullable String callerArn,
            List<ContextEntry> contextEntries,
            @Nullable String marker,
            @Nullable Integer maxItems,
            List<String> permissionsBoundaryPolicyInputList,
            List<String> policyInputList,
            String policySourceArn,
            List<String> resourceArns,
            @Nullable String resourceHandlingOption,
            @Nullable String resourceOwner,
            @Nullable String resourcePolicy)
            implements Simulation {
        public SimulatePrincipalPolicy {
            actionNames = List.copyOf(actionNames);
            contextEntries = List.copyOf(contextEntries);
            permissionsBoundaryPolicyInputList = List.copyOf(permissionsBoundaryPolicyInputList);
            policyInputList = List.copyOf(policyInputList);
            resourceArns = List.copyOf(resourceArns);
        }
    }

    /** Of Access Analyzer: what is wrong with a document (Access Analyzer API Reference). */
    sealed interface Validation extends EngineQuery {}

    record ValidatePolicy(
            @Nullable String locale,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            String policyDocument,
            String policyType,
            @Nullable String validatePolicyResourceType)
            implements Validation {}

    /** Of our own service: why something was denied. */
    sealed interface Explanation extends EngineQuery {}

    /**
     * @param accountId whose caller was denied; null for the asker's own
     */
    record ExplainDenial(@Nullable String accountId, String requestId) implements Explanation {}
}
