package io.ostiary.policy.signature;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** ISO 8601's basic format, {@code yyyyMMdd'T'HHmmss'Z'}: the only one SigV4 knows. */
final class BasicTime {

    /** Not a time. */
    static final long NONE = Long.MIN_VALUE;

    static final int LENGTH = 16;

    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private BasicTime() {}

    static long epochSecond(String text) {
        if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            return NONE;
        }
        int year = number(text, 0, 4);
        int month = number(text, 4, 6);
        int day = number(text, 6, 8);
        int hour = number(text, 9, 11);
        int minute = number(text, 11, 13);
        int second = number(text, 13, 15);
        if (year < 1970
                || month < 1
                || month > 12
                || day < 1
                || day > DAYS[month - 1]
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59
                || (month == 2 && day == 29 && !isLeap(year))) {
            return NONE;
        }
        return days(year, month, day) * 86_400 + hour * 3_600L + minute * 60L + second;
    }

    static String format(Instant time) {
        ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
        return "%04d%02d%02dT%02d%02d%02dZ"
                .formatted(
                        utc.getYear(),
                        utc.getMonthValue(),
                        utc.getDayOfMonth(),
                        utc.getHour(),
                        utc.getMinute(),
                        utc.getSecond());
    }

    private static long days(int year, int month, int day) {
        long before = year - 1L;
        long days = before * 365 + before / 4 - before / 100 + before / 400 - 719_162 + day - 1;
        for (int i = 1; i < month; i++) {
            days += i == 2 && !isLeap(year) ? 28 : DAYS[i - 1];
        }
        return days;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
