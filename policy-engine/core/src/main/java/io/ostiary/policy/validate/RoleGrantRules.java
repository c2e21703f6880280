package io.ostiary.policy.validate;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.validate.Node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Statements that let their principals hand any role to any service, or make roles for services:
 * six ways to say either.
 */
final class RoleGrantRules {

    private static final String ANY_ROLE = "arn:aws:iam::000000000000:role/*";

    private static final Rules PASS_ROLE =
            new Rules(
                    "iam:passrole",
                    "iam:passedtoservice",
                    Check.PASS_ROLE_WITH_NOT_RESOURCE,
                    Check.PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
                    Check.PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE,
                    Check.PASS_ROLE_WITH_STAR_IN_RESOURCE,
                    Check.PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE,
                    Check.PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION);
    private static final Rules CREATE_LINKED =
            new Rules(
                    "iam:createservicelinkedrole",
                    "iam:awsservicename",
                    Check.CREATE_SLR_WITH_NOT_RESOURCE,
                    Check.CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
                    Check.CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE,
                    Check.CREATE_SLR_WITH_STAR_IN_RESOURCE,
                    Check.CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE,
                    Check.CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION);

    private RoleGrantRules() {}

    /**
     * @param limit the condition key that narrows the grant to services
     */
    private record Rules(
            String action,
            String limit,
            Check named,
            Check starredAction,
            Check notAction,
            Check starredResource,
            Check starredBoth,
            Check starredResourceNotAction) {}

    static void check(Map<String, Place> elements, Place statement, Scope scope) {
        if (scope.type() == PolicyType.IDENTITY_POLICY) {
            check(PASS_ROLE, elements, statement, scope);
            check(CREATE_LINKED, elements, statement, scope);
        }
    }

    private static void check(
            Rules rules, Map<String, Place> elements, Place statement, Scope scope) {
        if (isLimited(elements.get("Condition"), rules.limit())) {
            return;
        }
        boolean notResource = elements.containsKey("NotResource");
        if (!notResource && !namesAnyRole(elements.get("Resource"))) {
            return;
        }
        Check found = null;
        Place notAction = elements.get("NotAction");
        if (notAction != null) {
            if (!covers(notAction, rules.action(), false)) {
                found = notResource ? rules.notAction() : rules.starredResourceNotAction();
            }
        } else {
            Place action = elements.get("Action");
            if (action != null && covers(action, rules.action(), true)) {
                found = notResource ? rules.named() : rules.starredResource();
            } else if (action != null && covers(action, rules.action(), false)) {
                found = notResource ? rules.starredAction() : rules.starredBoth();
            }
        }
        if (found != null) {
            scope.findings().add(found, statement);
        }
    }

    private static boolean covers(Place list, String action, boolean exactly) {
        for (Place each : list.each()) {
            String pattern = Names.key(each.text());
            if (exactly ? pattern.equals(action) : Globs.covers(pattern, action)) {
                return true;
            }
        }
        return false;
    }

    private static boolean namesAnyRole(@Nullable Place resource) {
        if (resource == null) {
            return false;
        }
        for (Place each : resource.each()) {
            String pattern = each.text();
            if (Globs.has(pattern) && Globs.covers(withAccount(pattern), ANY_ROLE)) {
                return true;
            }
        }
        return false;
    }

    /** One account or all of them: either way it is any role. */
    private static String withAccount(String pattern) {
        String[] parts = pattern.split(":", 6);
        return parts.length == 6
                ? String.join(":", parts[0], parts[1], parts[2], parts[3], "*", parts[5])
                : pattern;
    }

    private static boolean isLimited(@Nullable Place condition, String key) {
        if (condition == null || !(condition.node() instanceof ObjectNode block)) {
            return false;
        }
        for (Node.Member operator : block.members()) {
            if (operator.value() instanceof ObjectNode keys) {
                for (Node.Member member : keys.members()) {
                    if (Names.key(member.name()).equals(key)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
