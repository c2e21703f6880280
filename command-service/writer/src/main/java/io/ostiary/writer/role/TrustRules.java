package io.ostiary.writer.role;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.MalformedPolicyDocument;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.id.Arn;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.AccountView;
import io.ostiary.writer.rule.Documents;
import io.ostiary.writer.rule.Lookup;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Trust policies: whom they name is bound to unique ids when they are written, so that who takes a
 * name later gains nothing (IAM User Guide, "Principal"). One way for create and update (A093).
 *
 * <p>Principals of this account must exist. Those of other accounts are taken as written, bound to
 * the id that came with the command or to nobody, so that the answer tells nothing of another
 * account's names (A112). Sessions are not looked up: they come and go.
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
        var ids = new HashMap<String, String>();
        for (String principal : parsed.awsPrincipals()) {
            Arn arn = Arn.parse(principal).orElse(null);
            if (arn == null || !arn.service().equals("iam")) {
                continue;
            }
            String id =
                    arn.isIn(account.id())
                            ? ownId(account, arn, principal)
                            : foreign.get(principal);
            if (id != null) {
                ids.put(principal, id);
            } else if (arn.isIn(account.id())) {
                return Lookup.refused(
                        new MalformedPolicyDocument(
                                "Invalid principal in policy: \"AWS\":\"" + principal + "\""));
            }
        }
        return Lookup.found(new TrustPolicy(document, ids));
    }

    /** The path counts, and so does the case: an ARN names what is spelled so. */
    private static @Nullable String ownId(AccountView account, Arn arn, String principal) {
        return switch (arn.resourceType()) {
            case "user" -> {
                User user = account.userNamed(arn.resourceName());
                yield user != null && user.arn(account.id()).toString().equals(principal)
                        ? user.id()
                        : null;
            }
            case "role" -> {
                Role role = account.roleNamed(arn.resourceName());
                yield role != null && role.arn(account.id()).toString().equals(principal)
                        ? role.id()
                        : null;
            }
            default -> null;
        };
    }
}
