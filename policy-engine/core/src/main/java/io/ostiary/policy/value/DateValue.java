package io.ostiary.policy.value;

/**
 * A point in time as policies and requests write it: W3C date and time formats, or whole seconds
 * since 1970 (IAM User Guide, "Date condition operators"). Compared by the millisecond; a time
 * without zone is UTC.
 *
 * <p>AWS accepts more than the formats it names: parts may be left out from the right, {@code t}
 * may be lower case, numbers need no leading zero, the year may be negative.
 */
public final class DateValue {

    /** No date. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int MAX_LENGTH = 64;
    // The years that a signed 64-bit count of milliseconds can hold.
    private static final long MIN_YEAR = -292_275_054;
    private static final long MAX_YEAR = 292_278_993;
    private static final int[] DAYS_BEFORE_MONTH = {
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
    };

    private final String text;
    private int at;

    private DateValue(String text) {
        this.text = text;
    }

    /** Milliseconds since 1970, or {@link #NONE}. */
    public static long epochMillis(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return NONE;
        }
        boolean written = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            written |= c == 't' || c == 'T' || c == '-';
        }
        return written ? new DateValue(text).calendar() : seconds(text);
    }

    private static long seconds(String text) {
        long seconds = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || seconds > (Long.MAX_VALUE / 1_000 - digit) / 10) {
                return NONE;
            }
            seconds = seconds * 10 + digit;
        }
        return seconds * 1_000;
    }

    private long calendar() {
        boolean negative = take('-');
        long year = number(9);
        if (year < 0) {
            return NONE;
        }
        year = negative ? -year : year;
        long month = 1;
        long day = 1;
        if (take('-')) {
            month = number(2);
            if (take('-')) {
                day = number(2);
            }
        }
        if (year <= MIN_YEAR - 1
                || year > MAX_YEAR
                || month < 1
                || month > 12
                || day < 1
                || day > 31) {
            return NONE;
        }
        long millis = days(year, (int) month, (int) day) * 86_400_000L;
        if (at == text.length()) {
            return millis;
        }
        if (!take('t') && !take('T')) {
            return NONE;
        }
        long time = time();
        return time == NONE || at != text.length() ? NONE : millis + time;
    }

    private long time() {
        if (at == text.length()) {
            return 0;
        }
        long hours = number(2);
        long minutes = 0;
        long seconds = 0;
        long fraction = 0;
        if (take(':')) {
            minutes = number(2);
            if (take(':')) {
                seconds = number(2);
                if (take('.')) {
                    fraction = fraction();
                }
            }
        }
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
            return NONE;
        }
        long zone = zone();
        return fraction < 0 || zone == NONE
                ? NONE
                : ((hours * 60 + minutes) * 60 + seconds) * 1_000 + fraction - zone;
    }

    private long fraction() {
        int from = at;
        long value = number(9);
        if (value < 0) {
            return -1;
        }
        int digits = at - from;
        for (int i = digits; i < 3; i++) {
            value *= 10;
        }
        for (int i = 3; i < digits; i++) {
            value /= 10;
        }
        return value;
    }

    private long zone() {
        if (at == text.length() || take('z') || take('Z')) {
            return 0;
        }
        boolean west = take('-');
        if (!west && !take('+')) {
            return NONE;
        }
        int from = at;
        long hours = number(2);
        if (at - from != 2 || hours > 23) {
            return NONE;
        }
        long minutes = 0;
        if (take(':')) {
            from = at;
            minutes = number(2);
            if (at - from != 2 || minutes > 59) {
                return NONE;
            }
        }
        long offset = (hours * 60 + minutes) * 60_000;
        return west ? -offset : offset;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** One to {@code maxDigits} digits, or -1. */
    private long number(int maxDigits) {
        int from = at;
        long value = 0;
        while (at < text.length()) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (at - from == maxDigits) {
                return -1;
            }
            value = value * 10 + digit;
            at++;
        }
        return at == from ? -1 : value;
    }

    /**
     * Days since 1970 in the proleptic Gregorian calendar; a day past the month's end counts on.
     */
    private static long days(long year, int month, int day) {
        long before = year - 1;
        long days =
                before * 365
                        + Math.floorDiv(before, 4)
                        - Math.floorDiv(before, 100)
                        + Math.floorDiv(before, 400)
                        + DAYS_BEFORE_MONTH[month - 1]
                        + day
                        - 1;
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return days + (leap && month > 2 ? 1 : 0) - 719_162;
    }
}
