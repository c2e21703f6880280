package io.ostiary.policy.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding in one spelling: what is already encoded stays so, all else gets encoded. */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Adds text in which {@code %XX} stands for a byte.
     *
     * @param plusIsSpace as in a query, where forms write a space so
     */
    static void addOnce(Ascii out, String text, int from, int to, boolean plusIsSpace) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%'
                    && i + 2 < to
                    && hex(text.charAt(i + 1)) >= 0
                    && hex(text.charAt(i + 2)) >= 0) {
                out.addEncoded(hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)));
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                out.addEncoded(' ');
            } else {
                i = addCharacter(out, text, i);
            }
        }
    }

    /** Adds text of which every character stands for itself, a percent sign too. */
    static void addAgain(Ascii out, String text) {
        for (int i = 0; i < text.length(); i++) {
            i = addCharacter(out, text, i);
        }
    }

    /** Returns the index of the last char taken: a surrogate pair is one character. */
    private static int addCharacter(Ascii out, String text, int at) {
        char c = text.charAt(at);
        if (c < 0x80) {
            out.addEncoded(c);
            return at;
        }
        int last = at + Character.charCount(text.codePointAt(at)) - 1;
        for (byte b : text.substring(at, last + 1).getBytes(StandardCharsets.UTF_8)) {
            out.addEncoded(b & 0xFF);
        }
        return last;
    }

    /** What a query parameter says: percent-decoded UTF-8, plus as space. */
    static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%'
                    && i + 2 < text.length()
                    && hex(text.charAt(i + 1)) >= 0
                    && hex(text.charAt(i + 2)) >= 0) {
                out.write(hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)));
                i += 2;
            } else if (c == '+') {
                out.write(' ');
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
