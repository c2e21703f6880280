package io.ostiary.policy.explain;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.ConditionOperator.Comparison;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.value.DateValue;
import io.ostiary.policy.value.NumericValue;
import io.ostiary.policy.value.VariableReference;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Values that a condition may accept or refuse: those it names, and such as lie beside them. */
final class ContextValues {

    private ContextValues() {}

    /** Each a value to try; an empty list stands for the key's absence, and comes last. */
    static List<List<String>> of(Condition condition, ConditionKeys keys) {
        var values = new ArrayList<String>();
        Comparison comparison = condition.operator().comparison();
        for (String written : condition.values()) {
            switch (comparison) {
                case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE ->
                        add(text(written, false, keys), values);
                case STRING_LIKE, ARN_LIKE -> add(text(written, true, keys), values);
                case NUMERIC_EQUALS,
                        NUMERIC_LESS_THAN,
                        NUMERIC_LESS_THAN_EQUALS,
                        NUMERIC_GREATER_THAN,
                        NUMERIC_GREATER_THAN_EQUALS ->
                        addNumbers(written, values);
                case DATE_EQUALS,
                        DATE_LESS_THAN,
                        DATE_LESS_THAN_EQUALS,
                        DATE_GREATER_THAN,
                        DATE_GREATER_THAN_EQUALS ->
                        addDates(written, values);
                case IP_ADDRESS -> {
                    int slash = written.indexOf('/');
                    values.add(slash < 0 ? written : written.substring(0, slash));
                }
                case BINARY_EQUALS -> values.add(written);
                case BOOL, NULL -> {}
            }
        }
        addOthers(comparison, values);
        var candidates = new ArrayList<List<String>>();
        for (String value : values) {
            candidates.add(List.of(value));
        }
        candidates.add(List.of());
        return candidates;
    }

    /** What nothing names. */
    private static void addOthers(Comparison comparison, List<String> values) {
        switch (comparison) {
            case BOOL -> values.addAll(List.of("true", "false"));
            case IP_ADDRESS -> values.addAll(List.of("192.0.2.1", "198.51.100.1", "2001:db8::1"));
            case ARN_LIKE -> values.add("arn:aws:service:::other");
            case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE, STRING_LIKE, NULL -> values.add("other");
            case BINARY_EQUALS -> values.add("b3RoZXI=");
            case NUMERIC_EQUALS,
                    NUMERIC_LESS_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_GREATER_THAN_EQUALS,
                    DATE_EQUALS,
                    DATE_LESS_THAN,
                    DATE_LESS_THAN_EQUALS,
                    DATE_GREATER_THAN,
                    DATE_GREATER_THAN_EQUALS -> {}
        }
    }

    private static void add(@Nullable String value, List<String> values) {
        if (value != null) {
            values.add(value);
        }
    }

    private static void addNumbers(String written, List<String> values) {
        values.add(written);
        if (NumericValue.parse(written) != null) {
            try {
                var number = new BigDecimal(written);
                values.add(number.subtract(BigDecimal.ONE).toPlainString());
                values.add(number.add(BigDecimal.ONE).toPlainString());
            } catch (NumberFormatException _) {
                // Written in a way of its own: the value itself has to do.
            }
        }
    }

    private static void addDates(String written, List<String> values) {
        values.add(written);
        long millis = DateValue.epochMillis(written);
        if (millis != DateValue.NONE) {
            values.add(Instant.ofEpochMilli(millis).minusSeconds(1).toString());
            values.add(Instant.ofEpochMilli(millis).plusSeconds(1).toString());
        }
    }

    /** One text that a pattern matches: stars left out, question marks made letters. */
    private static @Nullable String text(String written, boolean wildcards, ConditionKeys keys) {
        var text = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            VariableReference variable = c == '$' ? VariableReference.at(written, i) : null;
            if (variable != null) {
                String value = value(variable, keys);
                if (value == null) {
                    return null;
                }
                text.append(value);
                i = variable.end() - 1;
            } else if (!wildcards || c != '*') {
                text.append(wildcards && c == '?' ? 'x' : c);
            }
        }
        return text.toString();
    }

    private static @Nullable String value(VariableReference variable, ConditionKeys keys) {
        if (variable.literal() != null) {
            return variable.literal();
        }
        String key = variable.key();
        List<String> values = key == null ? null : keys.values(Names.key(key));
        if (values == null || values.isEmpty()) {
            return variable.fallback();
        }
        return values.size() == 1 ? values.getFirst() : null;
    }
}
