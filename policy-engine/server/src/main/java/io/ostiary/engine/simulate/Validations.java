package io.ostiary.engine.simulate;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.EngineQuery.ValidatePolicy;
import io.ostiary.contract.result.EngineResult.ValidatePolicyResult;
import io.ostiary.contract.shape.ValidatePolicyFinding;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.validate.PolicyType;
import io.ostiary.policy.validate.PolicyValidator;

import java.util.List;

/**
 * Access Analyzer's ValidatePolicy (Access Analyzer API Reference). Every locale is answered in
 * English.
 */
final class Validations {

    private static final int DEFAULT_RESULTS = 100;
    private static final int MOST_RESULTS = 1_000;

    /** As many characters as IAM's own operations take; the API gives no bound. */
    private static final int MAX_CHARACTERS = 131_072;

    private final PolicyValidator validator;

    Validations(ServiceAuthorization data) {
        this.validator = new PolicyValidator(data);
    }

    Answer answer(ValidatePolicy query) {
        PolicyType type = PolicyType.valueOf(query.policyType());
        Integer most = query.maxResults();
        // AWS says no more than this of all of them (awslabs/terraform-iam-policy-validator#23).
        if (query.policyDocument().length() > MAX_CHARACTERS
                || (most != null && most < 1)
                || (query.validatePolicyResourceType() != null
                        && type != PolicyType.RESOURCE_POLICY)) {
            return new Answer.Refused(CommonError.validation("InvalidInput"));
        }
        List<ValidatePolicyFinding> findings =
                validator.validate(
                        query.policyDocument(), type, query.validatePolicyResourceType());
        int from = position(query);
        if (from < 0 || from > findings.size()) {
            return new Answer.Refused(CommonError.validation("Invalid token"));
        }
        int page = most == null ? DEFAULT_RESULTS : Math.min(most, MOST_RESULTS);
        int to = Math.min(findings.size(), from + page);
        return new Answer.Given(
                new ValidatePolicyResult(
                        findings.subList(from, to),
                        to < findings.size() ? Integer.toString(to) : null));
    }

    private static int position(ValidatePolicy query) {
        String token = query.nextToken();
        try {
            return token == null ? 0 : Integer.parseInt(token);
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
