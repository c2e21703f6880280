package io.ostiary.policy.compile;

import java.util.Arrays;

/**
 * What stands between two stars: characters and question marks.
 *
 * <p>Finding one takes time linear in the text (attack A074). Up to {@link #SHORT} characters are
 * simply tried at every place. Longer ones without question mark go by Knuth, Morris and Pratt;
 * longer ones with it by the shift-and method of Baeza-Yates and Gonnet, which keeps one bit for
 * every position of the segment and costs one step per 64 of them.
 */
final class Segment {

    private static final int SHORT = 16;

    private final int[] codes;
    private final boolean fold;
    private final boolean hasOne;

    /** KMP: length of the longest border of each prefix; empty when not used. */
    private final int[] borders;

    /** The text itself where it can be compared as it is, else empty. */
    private final String plain;

    private Segment(int[] codes, boolean fold) {
        this.codes = codes;
        this.fold = fold;
        boolean one = false;
        for (int code : codes) {
            one |= code == Glob.ONE;
        }
        this.hasOne = one;
        this.borders = one || codes.length <= SHORT ? new int[0] : borders(codes);
        this.plain = one || fold ? "" : new String(codes, 0, codes.length);
    }

    static Segment of(int[] codes, int from, int to, boolean fold) {
        return new Segment(Arrays.copyOfRange(codes, from, to), fold);
    }

    static char fold(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    int length() {
        return codes.length;
    }

    /** The characters before the first question mark; none where case is ignored. */
    String prefix() {
        if (fold) {
            return "";
        }
        int length = 0;
        while (length < codes.length && codes[length] != Glob.ONE) {
            length++;
        }
        return new String(codes, 0, length);
    }

    /** The caller has checked that the text is long enough. */
    boolean isAt(String text, int at) {
        if (!plain.isEmpty()) {
            return text.startsWith(plain, at);
        }
        for (int i = 0; i < codes.length; i++) {
            if (!accepts(i, text.charAt(at + i))) {
                return false;
            }
        }
        return true;
    }

    /** First place between the two where it stands, or -1. */
    int find(String text, int from, int to) {
        if (codes.length <= SHORT) {
            if (!plain.isEmpty()) {
                return text.indexOf(plain, from, to);
            }
            for (int at = from; at <= to - codes.length; at++) {
                if (isAt(text, at)) {
                    return at;
                }
            }
            return -1;
        }
        if (to - from < codes.length) {
            return -1;
        }
        return hasOne ? shiftAnd(text, from, to) : knuthMorrisPratt(text, from, to);
    }

    private boolean accepts(int position, char c) {
        int code = codes[position];
        return code == Glob.ONE || code == (fold ? fold(c) : c);
    }

    private int knuthMorrisPratt(String text, int from, int to) {
        int matched = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            while (matched > 0 && !accepts(matched, c)) {
                matched = borders[matched - 1];
            }
            if (accepts(matched, c)) {
                matched++;
            }
            if (matched == codes.length) {
                return at - matched + 1;
            }
        }
        return -1;
    }

    private static int[] borders(int[] codes) {
        var borders = new int[codes.length];
        int border = 0;
        for (int i = 1; i < codes.length; i++) {
            while (border > 0 && codes[i] != codes[border]) {
                border = borders[border - 1];
            }
            if (codes[i] == codes[border]) {
                border++;
            }
            borders[i] = border;
        }
        return borders;
    }

    /** Bit i of the state: the segment's first i + 1 positions end here. */
    private int shiftAnd(String text, int from, int to) {
        int words = (codes.length + 63) >>> 6;
        var state = new long[words];
        var masks = new CharacterMasks(codes, words);
        long done = 1L << ((codes.length - 1) & 63);
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            long[] mask = masks.of(fold ? fold(c) : c);
            long carry = 1;
            for (int word = 0; word < words; word++) {
                long shifted = state[word] << 1 | carry;
                carry = state[word] >>> 63;
                state[word] = shifted & mask[word];
            }
            if ((state[words - 1] & done) != 0) {
                return at - codes.length + 1;
            }
        }
        return -1;
    }
}
