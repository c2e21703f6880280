package io.ostiary.policy.parse;

import io.ostiary.policy.document.ActionElement;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.PrincipalElement.Entry;

/**
 * What a resource control policy lacks of the language (Organizations User Guide, "RCP syntax"). A
 * service control policy lacks nothing but principals, as an identity policy does.
 */
final class GuardrailRules {

    private GuardrailRules() {}

    /** "You can only specify * in the Principal element of an RCP"; NotPrincipal is unsupported. */
    static void checkPrincipal(PrincipalElement principal) throws Refused {
        if (principal.negated() || !principal.entries().stream().allMatch(Entry::isEveryone)) {
            throw new Refused("The Principal of a resource control policy is *.");
        }
    }

    /** Customers' own only deny, and name the service of each action; NotAction is unsupported. */
    static void check(String effect, ActionElement action) throws Refused {
        if (!effect.equals("Deny")) {
            throw new Refused("The Effect of a resource control policy is Deny.");
        }
        if (action.negated()) {
            throw new Refused("NotAction is not supported in a resource control policy.");
        }
        for (String pattern : action.patterns()) {
            if (pattern.startsWith("*")) {
                throw new Refused("A resource control policy names the service of an action.");
            }
        }
    }
}
