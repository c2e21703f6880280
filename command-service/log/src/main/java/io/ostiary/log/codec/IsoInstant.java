package io.ostiary.log.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants in one spelling, {@code 2026-11-24T20:20:12.000000001Z}: ISO 8601, always nine digits of
 * nanoseconds, years 0000 to 9999. Written out by hand because an event has one or two, and the
 * general parser costs more than all the rest of the record.
 */
final class IsoInstant {

    static final int LENGTH = 30;
    private static final String FORM = "dddd-dd-ddTdd:dd:dd.dddddddddZ";

    /** Where the form has no digit. */
    private static final int[] MARKS = {4, 7, 10, 13, 16, 19, 29};

    private static final long SECONDS_PER_DAY = 86_400;

    private IsoInstant() {}

    /**
     * @throws IllegalArgumentException when the year has not four digits
     */
    static String format(Instant instant) {
        long days = Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY);
        int second = (int) Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
        LocalDate date = LocalDate.ofEpochDay(days);
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new IllegalArgumentException("a year of four digits");
        }
        var text = FORM.toCharArray();
        digits(text, 0, 4, date.getYear());
        digits(text, 5, 2, date.getMonthValue());
        digits(text, 8, 2, date.getDayOfMonth());
        digits(text, 11, 2, second / 3600);
        digits(text, 14, 2, second / 60 % 60);
        digits(text, 17, 2, second % 60);
        digits(text, 20, 9, instant.getNano());
        return new String(text);
    }

    /** As {@link #parse(byte[], int, int)}. */
    static Instant parse(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /**
     * @param from the first byte
     * @param to the one behind the last
     * @throws IllegalArgumentException when it is not spelled as {@link #format} spells it
     * @throws java.time.DateTimeException when there is no such day
     */
    static Instant parse(byte[] text, int from, int to) {
        if (to - from != LENGTH) {
            throw new IllegalArgumentException("an instant of " + LENGTH + " characters");
        }
        for (int i : MARKS) {
            if (text[from + i] != FORM.charAt(i)) {
                throw new IllegalArgumentException("not an instant");
            }
        }
        int hour = number(text, from + 11, 2);
        int minute = number(text, from + 14, 2);
        int second = number(text, from + 17, 2);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new IllegalArgumentException("no such time of day");
        }
        long day =
                LocalDate.of(
                                number(text, from, 4),
                                number(text, from + 5, 2),
                                number(text, from + 8, 2))
                        .toEpochDay();
        return Instant.ofEpochSecond(
                day * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second,
                number(text, from + 20, 9));
    }

    private static void digits(char[] text, int at, int count, int value) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int number(byte[] text, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("not an instant");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
