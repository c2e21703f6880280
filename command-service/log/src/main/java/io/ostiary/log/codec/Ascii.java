package io.ostiary.log.codec;

/** What headers hold, read where it lies: no text is made of it. */
final class Ascii {

    /** So many nines fit into a long. */
    private static final int MAX_DIGITS = 18;

    private Ascii() {}

    static boolean is(byte[] bytes, int from, int to, String text) {
        boolean same = to - from == text.length();
        for (int i = from; same && i < to; i++) {
            same = bytes[i] == text.charAt(i - from);
        }
        return same;
    }

    /** A number of decimal digits, without sign or leading zero; -1 when it is none. */
    static long number(byte[] bytes, int from, int to) {
        if (to == from || to - from > MAX_DIGITS || bytes[from] == '0' && to - from > 1) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }
}
