package io.ostiary.policy.document;

import java.util.List;

/**
 * One key under one operator.
 *
 * @param key as written; keys are compared ignoring ASCII case
 * @param values as written; numbers and booleans by their spelling
 */
public record Condition(
        Quantifier quantifier,
        ConditionOperator operator,
        boolean ifExists,
        String key,
        List<String> values) {

    public Condition {
        values = List.copyOf(values);
    }
}
