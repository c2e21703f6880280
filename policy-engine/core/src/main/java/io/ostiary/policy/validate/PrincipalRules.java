package io.ostiary.policy.validate;

import io.ostiary.policy.validate.Node.ObjectNode;

import java.util.Set;

/** Principal or NotPrincipal. */
final class PrincipalRules {

    private static final Set<String> KEYS = Set.of("AWS", "CanonicalUser", "Federated", "Service");
    private static final int ID_LENGTH = 16;

    private PrincipalRules() {}

    static void check(Place principal, Scope scope) {
        if (principal.node() instanceof ObjectNode object) {
            if (object.members().isEmpty()) {
                scope.findings().add(Check.EMPTY_OBJECT_PRINCIPAL, principal);
            }
            for (Node.Member member : object.members()) {
                if (KEYS.contains(member.name())) {
                    values(member.name(), principal.member(member), scope);
                } else {
                    scope.findings()
                            .add(
                                    Check.INVALID_PRINCIPAL_KEY,
                                    principal.name(member),
                                    member.name());
                }
            }
        } else if (principal.isEmptyList()) {
            scope.findings().add(Check.EMPTY_ARRAY_PRINCIPAL, principal);
        } else if (!principal.isText() || !principal.text().equals("*")) {
            scope.findings().add(Check.INVALID_PRINCIPAL_FORMAT, principal);
        }
    }

    private static void values(String key, Place list, Scope scope) {
        if (list.isEmptyList()) {
            scope.findings().add(Check.EMPTY_ARRAY_PRINCIPAL, list);
        }
        for (Place each : list.each()) {
            if (!each.isText()) {
                scope.expect("String", each);
            } else {
                value(key, each, scope);
            }
        }
    }

    private static void value(String key, Place place, Scope scope) {
        String value = place.text();
        if (Variables.in(value)) {
            scope.findings().add(Check.VARIABLE_UNSUPPORTED_IN_ELEMENT, place, value);
        } else if (Globs.has(value) && !(key.equals("AWS") && value.equals("*"))) {
            scope.findings().add(Check.UNSUPPORTED_WILDCARD_IN_PRINCIPAL, place, key);
        } else if (key.equals("AWS") && value.length() >= ID_LENGTH) {
            if (value.startsWith("AROA")) {
                scope.findings().add(Check.INVALID_ROLE_REFERENCE, place, value);
            } else if (value.startsWith("AIDA")) {
                scope.findings().add(Check.INVALID_USER_REFERENCE, place, value);
            }
        }
    }
}
