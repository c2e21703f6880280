package io.ostiary.policy.compile;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.PrincipalElement.Entry;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.PrincipalKind;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Principal or NotPrincipal.
 *
 * <p>INVARIANT: users and roles are compared by unique id only. The id is what the writer found
 * when the policy was stored; an ARN without one matches nobody, so neither a role made later under
 * that name nor one of another account is ever let in.
 */
final class PrincipalMatcher {

    private final boolean negated;
    private boolean everyone;
    private final Set<AccountId> accounts = new HashSet<>();
    private final Set<String> uniqueIds = new HashSet<>();
    private final Set<String> sessions = new HashSet<>();
    private final Set<String> services = new HashSet<>();
    private final Set<String> providers = new HashSet<>();

    private PrincipalMatcher(boolean negated) {
        this.negated = negated;
    }

    /**
     * @param bindings ARN as written to unique id
     */
    static PrincipalMatcher of(PrincipalElement element, Map<String, String> bindings) {
        var matcher = new PrincipalMatcher(element.negated());
        for (Entry entry : element.entries()) {
            switch (entry.type()) {
                case AWS -> matcher.addAws(entry.value(), bindings);
                case SERVICE -> matcher.services.add(entry.value());
                case FEDERATED -> matcher.providers.add(entry.value());
                case CANONICAL_USER -> matcher.addCanonical(entry.value(), bindings);
            }
        }
        return matcher;
    }

    /**
     * An account's other name, for S3: naming it is naming the account. Which one is for the
     * bindings to say; no name is derived here, so one that is bound to nothing matches nobody.
     */
    private void addCanonical(String value, Map<String, String> bindings) {
        String account = bindings.get(value);
        if (account != null && AccountId.isValid(account)) {
            accounts.add(new AccountId(account));
        }
    }

    private void addAws(String value, Map<String, String> bindings) {
        if (value.equals("*")) {
            everyone = true;
            return;
        }
        if (AccountId.isValid(value)) {
            accounts.add(new AccountId(value));
            return;
        }
        Arn arn = Arn.parse(value).orElse(null);
        if (arn == null) {
            // A unique id, as AWS shows a deleted principal.
            uniqueIds.add(value);
        } else if (arn.service().equals("sts")) {
            sessions.add(value);
        } else if (arn.resource().equals("root")) {
            accounts.add(new AccountId(arn.account()));
        } else {
            String uniqueId = bindings.get(value);
            if (uniqueId != null && !uniqueId.isEmpty()) {
                uniqueIds.add(uniqueId);
            }
        }
    }

    /** How the element names the principal; for NotPrincipal in a deny: DIRECT where it denies. */
    Grant grant(Principal principal, boolean bounded) {
        if (negated) {
            return isExempt(principal, bounded) ? Grant.NONE : Grant.DIRECT;
        }
        if (everyone) {
            return Grant.DIRECT;
        }
        return switch (principal.kind()) {
            case ROOT, ROOT_SESSION -> ofAccount(principal);
            case USER, USER_SESSION ->
                    uniqueIds.contains(principal.uniqueId()) ? Grant.DIRECT : ofAccount(principal);
            case ROLE_SESSION, FEDERATED_USER -> ofSession(principal);
            case SERVICE -> services.contains(principal.arn()) ? Grant.DIRECT : Grant.NONE;
            case WEB_IDENTITY ->
                    providers.contains(principal.arn()) || providers.contains("*")
                            ? Grant.DIRECT
                            : Grant.NONE;
            case ANONYMOUS -> Grant.NONE;
        };
    }

    /** Whether everybody is meant, or everybody but some. */
    boolean isOpenToAll() {
        return everyone || negated;
    }

    /** Empty where it is everybody but these. */
    Set<String> uniqueIds() {
        return negated ? Set.of() : Collections.unmodifiableSet(uniqueIds);
    }

    private Grant ofAccount(Principal principal) {
        AccountId account = principal.account();
        return account != null && accounts.contains(account) ? Grant.ACCOUNT : Grant.NONE;
    }

    private Grant ofSession(Principal principal) {
        String session = principal.sessionArn();
        if (session != null && sessions.contains(session)) {
            return Grant.DIRECT;
        }
        return uniqueIds.contains(principal.uniqueId()) ? Grant.ROLE : ofAccount(principal);
    }

    /**
     * NotPrincipal spares who is listed by every one of his names: account and user, or account,
     * role and session. It never spares one with a permissions boundary (IAM User Guide,
     * "NotPrincipal"; "Permissions boundaries", Important; attack A075).
     */
    private boolean isExempt(Principal principal, boolean bounded) {
        if (bounded) {
            return false;
        }
        if (everyone) {
            return true;
        }
        boolean listed =
                switch (principal.kind()) {
                    case ROOT, ROOT_SESSION -> true;
                    case USER, USER_SESSION -> uniqueIds.contains(principal.uniqueId());
                    case ROLE_SESSION, FEDERATED_USER ->
                            uniqueIds.contains(principal.uniqueId())
                                    && principal.sessionArn() != null
                                    && sessions.contains(principal.sessionArn());
                    case SERVICE -> services.contains(principal.arn());
                    case WEB_IDENTITY -> providers.contains(principal.arn());
                    case ANONYMOUS -> false;
                };
        return listed
                && (principal.kind() == PrincipalKind.SERVICE
                        || principal.kind() == PrincipalKind.WEB_IDENTITY
                        || ofAccount(principal) == Grant.ACCOUNT);
    }
}
