package io.ostiary.state.shape;

import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.id.Arn;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trust policy as IAM shows it: whom it names is kept by unique id and shown by the ARN of today,
 * or by the id itself when the user or role is gone (IAM User Guide, "Principal"). Everything else
 * is shown as submitted, principals of other accounts included, of which nothing may be told.
 */
public final class ShownTrust {

    // A principal is an object of strings and lists, so that the next brace ends it; the validator
    // let no other through.
    private static final Pattern PRINCIPAL =
            Pattern.compile("\"(?:Not)?Principal\"\\s*+:\\s*+\\{[^}]*+\\}");

    private ShownTrust() {}

    /** The role, with its trust policy as it is to be shown. */
    public static Role of(AccountView account, Role role) {
        Map<String, String> changed = changed(account, role);
        if (changed.isEmpty()) {
            return role;
        }
        String shown =
                PRINCIPAL
                        .matcher(role.trust().document())
                        .replaceAll(
                                found -> Matcher.quoteReplacement(renamed(found.group(), changed)));
        return role.withTrust(new TrustPolicy(shown, role.trust().principals()));
    }

    private static Map<String, String> changed(AccountView account, Role role) {
        Map<String, String> changed = new HashMap<>();
        role.trust()
                .principals()
                .forEach(
                        (arn, id) -> {
                            if (Arn.parse(arn).filter(a -> a.isIn(account.id())).isPresent()) {
                                String today = today(account, id);
                                if (!today.equals(arn)) {
                                    changed.put(arn, today);
                                }
                            }
                        });
        return changed;
    }

    private static String today(AccountView account, String id) {
        return switch (account.byId(id)) {
            case User user -> user.arn(account.id()).toString();
            case Role role -> role.arn(account.id()).toString();
            case null, default -> id;
        };
    }

    private static String renamed(String principal, Map<String, String> changed) {
        String text = principal;
        for (var each : changed.entrySet()) {
            text = text.replace('"' + each.getKey() + '"', '"' + each.getValue() + '"');
        }
        return text;
    }
}
