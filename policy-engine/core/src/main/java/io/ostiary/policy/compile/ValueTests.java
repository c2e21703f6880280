package io.ostiary.policy.compile;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.value.DateValue;
import io.ostiary.policy.value.IpBlock;
import io.ostiary.policy.value.NumericValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Compiles the values of a condition. The parser has checked that they are of the right kind. */
final class ValueTests {

    private ValueTests() {}

    static ValueTest of(Condition condition, boolean variables) {
        List<String> values = condition.values();
        return switch (condition.operator().comparison()) {
            case STRING_EQUALS -> texts(values, new PatternCompiler(false, variables, false));
            case STRING_EQUALS_IGNORE_CASE ->
                    texts(values, new PatternCompiler(false, variables, true));
            case STRING_LIKE -> texts(values, new PatternCompiler(true, variables, false));
            case ARN_LIKE ->
                    new ValueTest.Arns(
                            values.stream()
                                    .map(value -> ArnPattern.whole(value, variables))
                                    .filter(Objects::nonNull)
                                    .toArray(ArnPattern[]::new));
            case NUMERIC_EQUALS -> numbers(values, new ValueTest.Order(false, true, false));
            case NUMERIC_LESS_THAN -> numbers(values, new ValueTest.Order(true, false, false));
            case NUMERIC_LESS_THAN_EQUALS ->
                    numbers(values, new ValueTest.Order(true, true, false));
            case NUMERIC_GREATER_THAN -> numbers(values, new ValueTest.Order(false, false, true));
            case NUMERIC_GREATER_THAN_EQUALS ->
                    numbers(values, new ValueTest.Order(false, true, true));
            case DATE_EQUALS -> dates(values, new ValueTest.Order(false, true, false));
            case DATE_LESS_THAN -> dates(values, new ValueTest.Order(true, false, false));
            case DATE_LESS_THAN_EQUALS -> dates(values, new ValueTest.Order(true, true, false));
            case DATE_GREATER_THAN -> dates(values, new ValueTest.Order(false, false, true));
            case DATE_GREATER_THAN_EQUALS -> dates(values, new ValueTest.Order(false, true, true));
            case BOOL, NULL -> booleans(values);
            case BINARY_EQUALS ->
                    new ValueTest.Bytes(
                            values.stream()
                                    .map(Base64.getDecoder()::decode)
                                    .toArray(byte[][]::new));
            case IP_ADDRESS ->
                    new ValueTest.Addresses(
                            values.stream()
                                    .map(IpBlock::block)
                                    .filter(Objects::nonNull)
                                    .toArray(IpBlock[]::new));
        };
    }

    private static ValueTest texts(List<String> values, PatternCompiler compiler) {
        List<TextPattern> patterns = new ArrayList<>(values.size());
        Set<String> fixed = new HashSet<>();
        for (String value : values) {
            TextPattern pattern = compiler.compile(value);
            @Nullable String only = pattern.onlyText();
            if (only != null) {
                fixed.add(only);
            }
            patterns.add(pattern);
        }
        return fixed.size() == values.size()
                ? new ValueTest.OneOf(fixed)
                : new ValueTest.Texts(patterns.toArray(TextPattern[]::new));
    }

    private static ValueTest numbers(List<String> values, ValueTest.Order order) {
        return new ValueTest.Numbers(
                values.stream()
                        .map(NumericValue::parse)
                        .filter(Objects::nonNull)
                        .toArray(NumericValue[]::new),
                order);
    }

    private static ValueTest dates(List<String> values, ValueTest.Order order) {
        return new ValueTest.Dates(
                values.stream()
                        .mapToLong(DateValue::epochMillis)
                        .filter(millis -> millis != DateValue.NONE)
                        .toArray(),
                order);
    }

    private static ValueTest booleans(List<String> values) {
        boolean yes = false;
        boolean no = false;
        for (String value : values) {
            boolean is = Names.key(value).equals("true");
            yes |= is;
            no |= !is;
        }
        return new ValueTest.Booleans(yes, no);
    }
}
