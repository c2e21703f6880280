package io.ostiary.policy.parse;

import io.ostiary.policy.document.PolicyDocument;

/** What reading a policy comes to. */
public sealed interface PolicyParseResult {

    record ParsedPolicy(PolicyDocument document) implements PolicyParseResult {}

    /**
     * @param message AWS's text for {@code MalformedPolicyDocument}
     */
    record MalformedPolicy(String message) implements PolicyParseResult {}
}
