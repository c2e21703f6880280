package io.ostiary.policy.validate;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.Quantifier;
import io.ostiary.policy.validate.Node.ObjectNode;

import java.util.HashMap;
import java.util.Map;

/** The Condition element: operators, and under each of them keys and values. */
final class ConditionRules {

    private ConditionRules() {}

    /**
     * @param allows whether the statement allows
     */
    static void check(Place condition, boolean allows, Scope scope) {
        if (!(condition.node() instanceof ObjectNode block)) {
            scope.expect("Object", condition);
            return;
        }
        if (block.members().isEmpty()) {
            scope.findings().add(Check.EMPTY_OBJECT_CONDITION, condition);
        }
        for (Node.Member member : block.members()) {
            OperatorName operator = OperatorName.of(member.name());
            operator(condition.name(member), operator, scope);
            Place keys = condition.member(member);
            if (keys.node() instanceof ObjectNode object) {
                keys(keys, object, operator, allows, scope);
            } else {
                scope.expect("Object", keys);
            }
        }
    }

    private static void operator(Place name, OperatorName operator, Scope scope) {
        if (operator.operator() == null) {
            scope.findings().add(Check.INVALID_CONDITION_OPERATOR, name, operator.text());
        } else if (operator.isNull()) {
            if (operator.ifExists()) {
                scope.findings().add(Check.NULL_WITH_IF_EXISTS, name);
            }
            if (operator.quantifier() != Quantifier.NONE) {
                scope.findings().add(Check.NULL_WITH_QUALIFIER, name);
            }
        }
    }

    private static void keys(
            Place place, ObjectNode object, OperatorName operator, boolean allows, Scope scope) {
        Map<String, String> seen = new HashMap<>();
        for (Node.Member member : object.members()) {
            String key = member.name();
            String before = seen.putIfAbsent(Names.key(key), key);
            if (before != null && !before.equals(key)) {
                scope.findings()
                        .add(Check.DUPLICATE_KEYS_WITH_DIFFERENT_CASE, place.name(member), key);
            }
            KeyRules.check(place.name(member), key, operator, allows, scope);
            Place values = place.member(member);
            if (values.isEmptyList()) {
                empty(values, key, operator, scope);
            } else if (operator.operator() != null) {
                ValueRules.check(values, key, operator, scope);
            }
        }
    }

    private static void empty(Place values, String key, OperatorName operator, Scope scope) {
        Check check =
                switch (operator.quantifier()) {
                    case FOR_ALL_VALUES -> Check.EMPTY_ARRAY_CONDITION_FORALLVALUES;
                    case FOR_ANY_VALUE -> Check.EMPTY_ARRAY_CONDITION_FORANYVALUE;
                    case NONE ->
                            operator.ifExists()
                                    ? Check.EMPTY_ARRAY_CONDITION_IFEXISTS
                                    : Check.EMPTY_ARRAY_CONDITION;
                };
        scope.findings().add(check, values, key);
    }
}
