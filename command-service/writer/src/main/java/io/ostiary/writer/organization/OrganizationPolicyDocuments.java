package io.ostiary.writer.organization;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.OrganizationsError.Conflict;
import io.ostiary.contract.error.OrganizationsError.ConstraintViolation;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;

import org.jspecify.annotations.Nullable;

/**
 * Documents of organizations' policies. Unlike IAM, Organizations says nothing of what is wrong
 * with one, and counts white space (User Guide, "Quotas and service limits": "saved exactly as you
 * provided").
 */
final class OrganizationPolicyDocuments {

    private OrganizationPolicyDocuments() {}

    /** Why the text is no document of the type; null when it is one. */
    static @Nullable AwsError problem(OrganizationPolicyType type, String content) {
        if (content.codePointCount(0, content.length()) > type.maxCharacters()) {
            return new ConstraintViolation(
                    "POLICY_CONTENT_LIMIT_EXCEEDED", "You have exceeded the maximum policy size.");
        }
        return switch (PolicyParser.parse(content, kind(type))) {
            case ParsedPolicy _ -> null;
            case MalformedPolicy _ -> Conflict.MALFORMED_POLICY.error();
        };
    }

    private static PolicyKind kind(OrganizationPolicyType type) {
        return switch (type) {
            case SERVICE_CONTROL_POLICY -> PolicyKind.SCP;
            case RESOURCE_CONTROL_POLICY -> PolicyKind.RCP;
        };
    }
}
