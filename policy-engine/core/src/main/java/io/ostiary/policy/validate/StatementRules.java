package io.ostiary.policy.validate;

import io.ostiary.policy.validate.Node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One statement: which elements it has, and what each of them says. */
final class StatementRules {

    private static final Set<String> ELEMENTS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Principal",
                    "NotPrincipal",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Condition");

    private final Scope scope;
    private final Place place;
    private final Map<String, Place> elements = new HashMap<>();

    StatementRules(Scope scope, Place place, ObjectNode statement) {
        this.scope = scope;
        this.place = place;
        for (Node.Member member : statement.members()) {
            if (ELEMENTS.contains(member.name())) {
                elements.put(member.name(), place.member(member));
            } else {
                scope.findings()
                        .add(Check.INVALID_POLICY_ELEMENT, place.name(member), member.name());
            }
        }
    }

    void check() {
        exclusive("Action", "NotAction");
        exclusive("Resource", "NotResource");
        exclusive("Principal", "NotPrincipal");
        boolean allows = effect();
        principal(allows);
        Place action = either("Action", "NotAction");
        if (action == null) {
            scope.findings().add(Check.MISSING_ACTION, place);
        } else {
            list(action, Check.EMPTY_ARRAY_ACTION, each -> ActionRules.check(each, scope));
        }
        Place resource = either("Resource", "NotResource");
        if (resource != null) {
            list(resource, Check.EMPTY_ARRAY_RESOURCE, each -> ArnRules.check(each, scope));
        } else if (scope.type() != PolicyType.RESOURCE_POLICY) {
            scope.findings().add(Check.MISSING_RESOURCE, place);
        }
        Place condition = elements.get("Condition");
        if (condition != null) {
            ConditionRules.check(condition, allows, scope);
        }
        if (action != null) {
            RedundancyRules.checkActions(action, scope);
        }
        if (resource != null) {
            RedundancyRules.checkResources(resource, scope);
        }
        if (allows) {
            RoleGrantRules.check(elements, place, scope);
            if (scope.type() == PolicyType.RESOURCE_POLICY) {
                TrustRules.check(elements, scope);
            }
        }
    }

    private boolean effect() {
        Place effect = elements.get("Effect");
        if (effect == null) {
            scope.findings().add(Check.MISSING_EFFECT, place);
            return false;
        }
        if (!effect.isText()) {
            scope.expect("String", effect);
            return false;
        }
        boolean allows = effect.text().equals("Allow");
        if (!allows && !effect.text().equals("Deny")) {
            scope.findings().add(Check.INVALID_EFFECT, effect, effect.text());
        }
        return allows;
    }

    private void principal(boolean allows) {
        Place principal = either("Principal", "NotPrincipal");
        switch (scope.type()) {
            case IDENTITY_POLICY -> {
                if (principal != null) {
                    scope.findings()
                            .add(Check.UNSUPPORTED_PRINCIPAL, principal, scope.type().name());
                }
            }
            case SERVICE_CONTROL_POLICY -> {
                if (principal != null) {
                    scope.findings().add(Check.SCP_SYNTAX_ERROR_PRINCIPAL, principal);
                }
            }
            case RESOURCE_POLICY, RESOURCE_CONTROL_POLICY -> {
                if (principal == null) {
                    scope.findings().add(Check.MISSING_PRINCIPAL, place);
                } else {
                    if (allows && elements.containsKey("NotPrincipal")) {
                        scope.findings().add(Check.ALLOW_WITH_NOT_PRINCIPAL, principal);
                    }
                    PrincipalRules.check(principal, scope);
                }
            }
        }
    }

    private void list(Place element, Check empty, java.util.function.Consumer<? super Place> rule) {
        if (element.isEmptyList()) {
            scope.findings().add(empty, element);
        }
        for (Place each : element.each()) {
            if (each.isText()) {
                rule.accept(each);
            } else {
                scope.expect("String", each);
            }
        }
    }

    private void exclusive(String one, String other) {
        Place first = elements.get(one);
        Place second = elements.get(other);
        if (first != null && second != null) {
            scope.findings()
                    .add(Check.UNSUPPORTED_ELEMENT_COMBINATION, List.of(first, second), one, other);
        }
    }

    private @Nullable Place either(String one, String other) {
        Place first = elements.get(one);
        return first == null ? elements.get(other) : first;
    }
}
