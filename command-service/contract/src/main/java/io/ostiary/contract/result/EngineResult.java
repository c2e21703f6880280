package io.ostiary.contract.result;

import io.ostiary.contract.shape.EvaluationResult;
import io.ostiary.contract.shape.ExplainedDenial;
import io.ostiary.contract.shape.ValidatePolicyFinding;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers to an {@link io.ostiary.contract.port.EngineQuery}. */
public sealed interface EngineResult extends Result {

    record GetContextKeysForCustomPolicyResult(List<String> contextKeyNames)
            implements EngineResult {
        public GetContextKeysForCustomPolicyResult {
            contextKeyNames = List.copyOf(contextKeyNames);
        }
    }

    record GetContextKeysForPrincipalPolicyResult(List<String> contextKeyNames)
            implements EngineResult {
        public GetContextKeysForPrincipalPolicyResult {
            contextKeyNames = List.copyOf(contextKeyNames);
        }
    }

    record SimulateCustomPolicyResult(
            List<EvaluationResult> evaluationResults, boolean isTruncated, @Nullable String marker)
            implements EngineResult {
        public SimulateCustomPolicyResult {
            evaluationResults = List.copyOf(evaluationResults);
        }
    }

    record SimulatePrincipalPolicyResult(
            List<EvaluationResult> evaluationResults, boolean isTruncated, @Nullable String marker)
            implements EngineResult {
        public SimulatePrincipalPolicyResult {
            evaluationResults = List.copyOf(evaluationResults);
        }
    }

    record ValidatePolicyResult(List<ValidatePolicyFinding> findings, @Nullable String nextToken)
            implements EngineResult {
        public ValidatePolicyResult {
            findings = List.copyOf(findings);
        }
    }

    /**
     * @param denials of one request, in the order of its questions
     */
    record ExplainDenialResult(List<ExplainedDenial> denials) implements EngineResult {
        public ExplainDenialResult {
            denials = List.copyOf(denials);
        }
    }
}
