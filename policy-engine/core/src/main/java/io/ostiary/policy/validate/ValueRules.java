package io.ostiary.policy.validate;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.catalog.KeyType.Base;
import io.ostiary.policy.document.ConditionOperator;
import io.ostiary.policy.document.ConditionOperator.Comparison;
import io.ostiary.policy.validate.Node.ScalarNode;
import io.ostiary.policy.validate.Node.TextNode;
import io.ostiary.policy.value.DateValue;
import io.ostiary.policy.value.NumericValue;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The values of one condition key. */
final class ValueRules {

    private final OperatorName operator;
    private final ConditionOperator known;
    private final String key;
    private final Scope scope;

    private ValueRules(OperatorName operator, String key, Scope scope) {
        this.operator = operator;
        this.known = Objects.requireNonNull(operator.operator());
        this.key = Names.key(key);
        this.scope = scope;
    }

    /**
     * @param operator a known one
     */
    static void check(Place list, String key, OperatorName operator, Scope scope) {
        new ValueRules(operator, key, scope).check(list, key);
    }

    private void check(Place list, String keyAsWritten) {
        List<Place> values = new ArrayList<>();
        Set<String> types = new HashSet<>();
        for (Place each : list.each()) {
            if (each.isText() || each.node() instanceof ScalarNode) {
                values.add(each);
                types.add(each.node().type());
            } else {
                scope.expect("String", each);
            }
        }
        if (types.size() > 1) {
            scope.findings().add(Check.INVALID_CONDITION_DATA_TYPE, list);
        }
        for (Place each : values) {
            value(each, spelt(each));
        }
        boolean truth = operator.base() == Base.BOOL || operator.isNull();
        if (truth && values.size() > 1) {
            scope.findings().add(Check.INVALID_CONDITION_MULTIPLE_BOOLEAN, list);
        }
        if (known.comparison() == Comparison.IP_ADDRESS) {
            AddressRules.checkAll(list, values, key, known.negated(), scope);
        }
        if (isOrdered() && values.size() > 1) {
            scope.findings()
                    .add(Check.REDUNDANT_CONDITION_VALUE_NUM, list, operator.text(), keyAsWritten);
        }
    }

    private static String spelt(Place place) {
        return switch (place.node()) {
            case TextNode(int _, int _, String value) -> value;
            case ScalarNode scalar -> scalar.text();
            case Node.ObjectNode _, Node.ArrayNode _, Node.NullNode _ -> "";
        };
    }

    private void value(Place place, String value) {
        if (Variables.in(value)) {
            Base base = operator.base();
            if (base == Base.STRING || base == Base.ARN) {
                Variables.check(place, scope);
            } else {
                scope.findings().add(Check.INVALID_VARIABLE_FOR_OPERATOR, place);
            }
            return;
        }
        switch (known.comparison()) {
            case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE -> text(place, value);
            case STRING_LIKE, ARN_LIKE -> {}
            case NUMERIC_EQUALS,
                    NUMERIC_LESS_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_GREATER_THAN_EQUALS -> {
                if (NumericValue.parse(value) == null) {
                    scope.findings().add(Check.TYPE_MISMATCH_NUMBER, place, operator.text());
                }
            }
            case DATE_EQUALS,
                    DATE_LESS_THAN,
                    DATE_LESS_THAN_EQUALS,
                    DATE_GREATER_THAN,
                    DATE_GREATER_THAN_EQUALS ->
                    date(place, value);
            case BOOL, NULL -> {
                String folded = Names.key(value);
                if (!folded.equals("true") && !folded.equals("false")) {
                    scope.findings().add(Check.TYPE_MISMATCH_BOOLEAN, place, operator.text());
                }
            }
            case BINARY_EQUALS -> {
                if (!isBase64(value)) {
                    scope.findings().add(Check.TYPE_MISMATCH_STRING, place, operator.text());
                }
            }
            case IP_ADDRESS -> AddressRules.check(place, value, operator.text(), scope);
        }
    }

    private void text(Place place, String value) {
        if (Globs.has(value)) {
            scope.findings().add(Check.WILDCARD_WITHOUT_LIKE_OPERATOR, place);
        } else if (key.equals("aws:requestedregion") && !KnownNames.REGIONS.contains(value)) {
            scope.findings().add(Check.INVALID_REGION, place, value);
        }
    }

    private void date(Place place, String value) {
        if (DateValue.epochMillis(value) == DateValue.NONE) {
            scope.findings().add(Check.TYPE_MISMATCH_DATE, place);
        } else if (value.chars().allMatch(c -> c >= '0' && c <= '9') && value.length() > 4) {
            scope.findings().add(Check.INVALID_DATE_VALUE, place, value);
        }
    }

    /** Of such an operator one value decides: the greatest or the least. */
    private boolean isOrdered() {
        return switch (known.comparison()) {
            case NUMERIC_LESS_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_GREATER_THAN_EQUALS ->
                    true;
            case STRING_EQUALS,
                    STRING_EQUALS_IGNORE_CASE,
                    STRING_LIKE,
                    NUMERIC_EQUALS,
                    DATE_EQUALS,
                    DATE_LESS_THAN,
                    DATE_LESS_THAN_EQUALS,
                    DATE_GREATER_THAN,
                    DATE_GREATER_THAN_EQUALS,
                    BOOL,
                    BINARY_EQUALS,
                    IP_ADDRESS,
                    ARN_LIKE,
                    NULL ->
                    false;
        };
    }

    private static boolean isBase64(String value) {
        try {
            Base64.getDecoder().decode(value);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
