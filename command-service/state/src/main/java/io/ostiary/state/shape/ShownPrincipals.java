package io.ostiary.state.shape;

import io.ostiary.contract.id.Arn;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document with principals as AWS shows it: whom it names is kept by unique id and shown by the
 * ARN of today, or by the id itself when the user or role is gone (IAM User Guide, "Principal").
 * Everything else is shown as submitted, principals of other accounts included, of which nothing
 * may be told.
 */
public final class ShownPrincipals {

    // A principal is an object of strings and lists, so that the next brace ends it; the validator
    // let no other through.
    private static final Pattern PRINCIPAL =
            Pattern.compile("\"(?:Not)?Principal\"\\s*+:\\s*+\\{[^}]*+\\}");

    private ShownPrincipals() {}

    /**
     * The document as it is to be shown; the same one when nothing has changed.
     *
     * @param principals ARN as written to unique id
     */
    public static String of(AccountView account, String document, Map<String, String> principals) {
        Map<String, String> changed = changed(account, principals);
        return changed.isEmpty()
                ? document
                : PRINCIPAL
                        .matcher(document)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(renamed(found.group(), changed)));
    }

    private static Map<String, String> changed(
            AccountView account, Map<String, String> principals) {
        Map<String, String> changed = new HashMap<>();
        principals.forEach(
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
