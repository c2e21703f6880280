package io.ostiary.writer.role;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.MalformedPolicyDocument;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.AccountView;
import io.ostiary.writer.rule.Documents;
import io.ostiary.writer.rule.Lookup;
import io.ostiary.writer.rule.PrincipalBindings;

import java.util.Map;

/**
 * Trust policies, with the principals they name bound to unique ids ({@link PrincipalBindings}).
 * One way for create and update (A093).
 */
final class TrustRules {
    private TrustRules() {}

    /**
     * @param foreign unique ids of principals in other accounts, by ARN
     */
    static Lookup<TrustPolicy> bind(
            AccountView account, String document, Map<String, String> foreign) {
        return switch (Documents.read(
                account, document, PolicyKind.TRUST, Quota.TRUST_POLICY_SIZE)) {
            case Lookup.Refused(AwsError error) -> Lookup.refused(error);
            case Lookup.Found(PolicyDocument parsed) -> bind(account, document, parsed, foreign);
        };
    }

    private static Lookup<TrustPolicy> bind(
            AccountView account,
            String document,
            PolicyDocument parsed,
            Map<String, String> foreign) {
        return switch (PrincipalBindings.of(account, parsed, foreign)) {
            case PrincipalBindings.Bound(var ids) -> Lookup.found(new TrustPolicy(document, ids));
            case PrincipalBindings.Unknown(String principal) ->
                    Lookup.refused(
                            new MalformedPolicyDocument(
                                    "Invalid principal in policy: \"AWS\":\""
                                            + principal
                                            + "\""));
        };
    }
}
