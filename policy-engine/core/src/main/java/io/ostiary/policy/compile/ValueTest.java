package io.ostiary.policy.compile;

import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.value.CutArn;
import io.ostiary.policy.value.DateValue;
import io.ostiary.policy.value.IpBlock;
import io.ostiary.policy.value.NumericValue;

import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * The values of a condition: does one of them accept a value of the request? A value of the request
 * that is not of the kind compared is accepted by none.
 */
sealed interface ValueTest {

    boolean accepts(String value, ConditionKeys keys);

    /** Texts that depend on nothing. */
    record OneOf(Set<String> texts) implements ValueTest {

        @Override
        public boolean accepts(String value, ConditionKeys keys) {
            return texts.contains(value);
        }
    }

    record Texts(TextPattern[] patterns) implements ValueTest {

        @Override
        public boolean accepts(String value, ConditionKeys keys) {
            for (TextPattern pattern : patterns) {
                if (pattern.matches(value, keys)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Arns(ArnPattern[] patterns) implements ValueTest {

        @Override
        public boolean accepts(String value, ConditionKeys keys) {
            CutArn arn = CutArn.parse(value);
            if (arn == null) {
                return false;
            }
            for (ArnPattern pattern : patterns) {
                if (pattern.matches(arn, keys)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** How the request's value stands to the policy's: less, equal or greater is accepted. */
    record Order(boolean less, boolean equal, boolean greater) {

        boolean accepts(int comparison) {
            return comparison < 0 ? less : comparison == 0 ? equal : greater;
        }
    }

    record Numbers(NumericValue[] wanted, Order order) implements ValueTest {

        @Override
        public boolean accepts(String value, ConditionKeys keys) {
            NumericValue number = NumericValue.parse(value);
            if (number == null) {
                return false;
            }
            for (NumericValue one : wanted) {
                if (order.accepts(number.compareTo(one))) {
                    return true;
                }
            }
            return false;
        }
    }

    record Dates(long[] wanted, Order order) implements ValueTest {

        @Override
        public boolean accepts(String value, ConditionKeys keys) {
            long millis = DateValue.epochMillis(value);
            if (millis == DateValue.NONE) {
                return false;
            }
            for (long one : wanted) {
                if (order.accepts(Long.compare(millis, one))) {
                    return true;
                }
            }
            return false;
        }
    }

    record Booleans(boolean acceptsTrue, boolean acceptsFalse) implements ValueTest {

        private static final TextPattern TRUE = new TextPattern.ExactFolded("true");
        private static final TextPattern FALSE = new TextPattern.ExactFolded("false");

        @Override
        public boolean accepts(String value, ConditionKeys keys) {
            return (acceptsTrue && TRUE.matches(value, keys))
                    || (acceptsFalse && FALSE.matches(value, keys));
        }
    }

    record Bytes(byte[][] wanted) implements ValueTest {

        @Override
        public boolean accepts(String value, ConditionKeys keys) {
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(value);
            } catch (IllegalArgumentException e) {
                return false;
            }
            for (byte[] one : wanted) {
                if (Arrays.equals(one, bytes)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Addresses(IpBlock[] blocks) implements ValueTest {

        @Override
        public boolean accepts(String value, ConditionKeys keys) {
            return IpBlock.anyContains(blocks, value);
        }
    }
}
