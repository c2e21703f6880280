package io.ostiary.writer.rule;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.MalformedPolicyDocument;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.AccountView;

/** Policy documents as text: whether AWS would take them, and how long they count. */
public final class Documents {
    private Documents() {}

    /** Reads a document; refused with MalformedPolicyDocument and AWS's text when it is not one. */
    public static Lookup<PolicyDocument> read(String document, PolicyKind kind) {
        return switch (PolicyParser.parse(document, kind)) {
            case ParsedPolicy(PolicyDocument parsed) -> Lookup.found(parsed);
            case MalformedPolicy(String message) ->
                    Lookup.refused(new MalformedPolicyDocument(message));
        };
    }

    /** As {@link #read}, and no longer than the account's quota. */
    public static Lookup<PolicyDocument> read(
            AccountView account, String document, PolicyKind kind, Quota size) {
        AwsError tooLong = size(document) > size.limit(account) ? size.exceeded(account) : null;
        return tooLong == null ? read(document, kind) : Lookup.refused(tooLong);
    }

    /** White space does not count (IAM User Guide, "IAM and AWS STS quotas"). */
    public static int size(String document) {
        return PolicyParser.nonWhitespaceLength(document);
    }
}
