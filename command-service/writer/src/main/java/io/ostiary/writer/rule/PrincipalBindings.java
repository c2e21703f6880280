package io.ostiary.writer.rule;

import io.ostiary.contract.id.Arn;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Whom a document names is bound to unique ids when it is written, so that who takes a name later
 * gains nothing (IAM User Guide, "Principal").
 *
 * <p>Principals of this account must exist. Those of other accounts are taken as written, bound to
 * the id that came with the command or to nobody, so that the answer tells nothing of another
 * account's names (A112). Sessions are not looked up: they come and go.
 */
public sealed interface PrincipalBindings {

    /**
     * @param ids by ARN as written
     */
    record Bound(Map<String, String> ids) implements PrincipalBindings {}

    /**
     * @param principal of this account that does not exist, as written
     */
    record Unknown(String principal) implements PrincipalBindings {}

    /**
     * @param foreign unique ids of principals in other accounts, by ARN
     */
    static PrincipalBindings of(
            AccountView account, PolicyDocument parsed, Map<String, String> foreign) {
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
                return new Unknown(principal);
            }
        }
        return new Bound(ids);
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
