package io.ostiary.policy.validate;

import io.ostiary.policy.catalog.KeyType.Base;
import io.ostiary.policy.document.ConditionOperator;
import io.ostiary.policy.document.Quantifier;

import org.jspecify.annotations.Nullable;

/**
 * A condition operator as it is written.
 *
 * @param operator null when there is none of this name
 */
record OperatorName(
        String text,
        Quantifier quantifier,
        @Nullable ConditionOperator operator,
        boolean ifExists) {

    private static final String IF_EXISTS = "IfExists";

    static OperatorName of(String text) {
        Quantifier quantifier = Quantifier.NONE;
        for (Quantifier each : Quantifier.values()) {
            if (each != Quantifier.NONE && text.startsWith(each.prefix())) {
                quantifier = each;
            }
        }
        String name = text.substring(quantifier.prefix().length());
        boolean ifExists = name.endsWith(IF_EXISTS);
        String plain = ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
        return new OperatorName(
                text, quantifier, ConditionOperator.named(plain).orElse(null), ifExists);
    }

    boolean isNull() {
        return operator == ConditionOperator.NULL;
    }

    /** What it compares; null for Null and BinaryEquals, which go with every key. */
    @Nullable Base base() {
        return operator == null
                ? null
                : switch (operator.comparison()) {
                    case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE, STRING_LIKE -> Base.STRING;
                    case NUMERIC_EQUALS,
                            NUMERIC_LESS_THAN,
                            NUMERIC_LESS_THAN_EQUALS,
                            NUMERIC_GREATER_THAN,
                            NUMERIC_GREATER_THAN_EQUALS ->
                            Base.NUMERIC;
                    case DATE_EQUALS,
                            DATE_LESS_THAN,
                            DATE_LESS_THAN_EQUALS,
                            DATE_GREATER_THAN,
                            DATE_GREATER_THAN_EQUALS ->
                            Base.DATE;
                    case BOOL -> Base.BOOL;
                    case IP_ADDRESS -> Base.IP_ADDRESS;
                    case ARN_LIKE -> Base.ARN;
                    case BINARY_EQUALS, NULL -> null;
                };
    }
}
