package io.ostiary.policy.value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/**
 * A number as policies and requests write it: an optional sign, digits, an optional fraction. No
 * exponent: {@code 1e999999999} would be cheap to write and dear to compare.
 */
public final class NumericValue implements Comparable<NumericValue> {

    private static final int MAX_LENGTH = 64;

    private final BigDecimal value;

    private NumericValue(BigDecimal value) {
        this.value = value;
    }

    /** The number, or null when the text is none. */
    public static @Nullable NumericValue parse(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            return null;
        }
        int i = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        boolean digit = false;
        boolean point = false;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digit = true;
            } else if (c == '.' && !point && digit && i + 1 < length) {
                point = true;
            } else {
                return null;
            }
        }
        return digit ? new NumericValue(new BigDecimal(text)) : null;
    }

    @Override
    public int compareTo(NumericValue other) {
        return value.compareTo(other.value);
    }

    /** Numerically: {@code 1} and {@code 1.0} are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NumericValue that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return value.stripTrailingZeros().hashCode();
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
