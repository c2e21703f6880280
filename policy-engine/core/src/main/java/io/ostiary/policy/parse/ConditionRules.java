package io.ostiary.policy.parse;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.ConditionBlock;
import io.ostiary.policy.value.DateValue;
import io.ostiary.policy.value.IpBlock;
import io.ostiary.policy.value.NumericValue;

import java.util.Base64;

/**
 * Values must be of the kind their operator compares: one that is not could never match, and under
 * a negated operator would always match.
 */
final class ConditionRules {

    private ConditionRules() {}

    static void check(ConditionBlock block) throws Refused {
        for (Condition condition : block.conditions()) {
            for (String value : condition.values()) {
                if (!isValid(condition, value)) {
                    throw Refused.legacy();
                }
            }
        }
    }

    private static boolean isValid(Condition condition, String value) {
        return switch (condition.operator().comparison()) {
            case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE, STRING_LIKE, ARN_LIKE -> true;
            case NUMERIC_EQUALS,
                    NUMERIC_LESS_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_GREATER_THAN_EQUALS ->
                    NumericValue.parse(value) != null;
            case DATE_EQUALS,
                    DATE_LESS_THAN,
                    DATE_LESS_THAN_EQUALS,
                    DATE_GREATER_THAN,
                    DATE_GREATER_THAN_EQUALS ->
                    DateValue.epochMillis(value) != DateValue.NONE;
            case BOOL, NULL -> {
                String folded = Names.key(value);
                yield folded.equals("true") || folded.equals("false");
            }
            case BINARY_EQUALS -> isBase64(value);
            case IP_ADDRESS -> IpBlock.block(value) != null;
        };
    }

    private static boolean isBase64(String value) {
        try {
            Base64.getDecoder().decode(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
