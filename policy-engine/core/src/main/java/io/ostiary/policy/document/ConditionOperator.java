package io.ostiary.policy.document;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All condition operators (IAM User Guide, "JSON policy elements: Condition operators"), without
 * set prefix and IfExists. A negated one is exactly the opposite of its {@link #comparison}.
 */
public enum ConditionOperator {
    STRING_EQUALS("StringEquals", Comparison.STRING_EQUALS, false),
    STRING_NOT_EQUALS("StringNotEquals", Comparison.STRING_EQUALS, true),
    STRING_EQUALS_IGNORE_CASE(
            "StringEqualsIgnoreCase", Comparison.STRING_EQUALS_IGNORE_CASE, false),
    STRING_NOT_EQUALS_IGNORE_CASE(
            "StringNotEqualsIgnoreCase", Comparison.STRING_EQUALS_IGNORE_CASE, true),
    STRING_LIKE("StringLike", Comparison.STRING_LIKE, false),
    STRING_NOT_LIKE("StringNotLike", Comparison.STRING_LIKE, true),
    NUMERIC_EQUALS("NumericEquals", Comparison.NUMERIC_EQUALS, false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", Comparison.NUMERIC_EQUALS, true),
    NUMERIC_LESS_THAN("NumericLessThan", Comparison.NUMERIC_LESS_THAN, false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Comparison.NUMERIC_LESS_THAN_EQUALS, false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Comparison.NUMERIC_GREATER_THAN, false),
    NUMERIC_GREATER_THAN_EQUALS(
            "NumericGreaterThanEquals", Comparison.NUMERIC_GREATER_THAN_EQUALS, false),
    DATE_EQUALS("DateEquals", Comparison.DATE_EQUALS, false),
    DATE_NOT_EQUALS("DateNotEquals", Comparison.DATE_EQUALS, true),
    DATE_LESS_THAN("DateLessThan", Comparison.DATE_LESS_THAN, false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Comparison.DATE_LESS_THAN_EQUALS, false),
    DATE_GREATER_THAN("DateGreaterThan", Comparison.DATE_GREATER_THAN, false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Comparison.DATE_GREATER_THAN_EQUALS, false),
    BOOL("Bool", Comparison.BOOL, false),
    BINARY_EQUALS("BinaryEquals", Comparison.BINARY_EQUALS, false),
    IP_ADDRESS("IpAddress", Comparison.IP_ADDRESS, false),
    NOT_IP_ADDRESS("NotIpAddress", Comparison.IP_ADDRESS, true),
    ARN_EQUALS("ArnEquals", Comparison.ARN_LIKE, false),
    ARN_LIKE("ArnLike", Comparison.ARN_LIKE, false),
    ARN_NOT_EQUALS("ArnNotEquals", Comparison.ARN_LIKE, true),
    ARN_NOT_LIKE("ArnNotLike", Comparison.ARN_LIKE, true),
    NULL("Null", Comparison.NULL, false);

    /** How one value of the policy is compared with one value of the request. */
    public enum Comparison {
        STRING_EQUALS,
        STRING_EQUALS_IGNORE_CASE,
        STRING_LIKE,
        NUMERIC_EQUALS,
        NUMERIC_LESS_THAN,
        NUMERIC_LESS_THAN_EQUALS,
        NUMERIC_GREATER_THAN,
        NUMERIC_GREATER_THAN_EQUALS,
        DATE_EQUALS,
        DATE_LESS_THAN,
        DATE_LESS_THAN_EQUALS,
        DATE_GREATER_THAN,
        DATE_GREATER_THAN_EQUALS,
        BOOL,
        BINARY_EQUALS,
        IP_ADDRESS,
        /** ArnEquals and ArnLike behave identically (same page, "Amazon Resource Name"). */
        ARN_LIKE,
        NULL
    }

    private static final Map<String, ConditionOperator> BY_NAME =
            Stream.of(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    ConditionOperator::text, Function.identity()));

    private final String text;
    private final Comparison comparison;
    private final boolean negated;

    ConditionOperator(String text, Comparison comparison, boolean negated) {
        this.text = text;
        this.comparison = comparison;
        this.negated = negated;
    }

    /** The operator of exactly this spelling. */
    public static Optional<ConditionOperator> named(String text) {
        return Optional.ofNullable(BY_NAME.get(text));
    }

    public String text() {
        return text;
    }

    public Comparison comparison() {
        return comparison;
    }

    public boolean negated() {
        return negated;
    }
}
