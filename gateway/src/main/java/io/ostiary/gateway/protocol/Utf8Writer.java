package io.ostiary.gateway.protocol;

import io.vertx.core.buffer.Buffer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * A growing array of UTF-8 that escapes while it encodes: no text is copied twice on the way out.
 * Whatever comes in, well-formed output leaves: half a surrogate pair and what XML cannot hold
 * become U+FFFD.
 */
public final class Utf8Writer {

    private static final byte[] HEX = Ascii.bytes("0123456789ABCDEF");
    private static final byte[] LT = Ascii.bytes("&lt;");
    private static final byte[] GT = Ascii.bytes("&gt;");
    private static final byte[] AMP = Ascii.bytes("&amp;");
    private static final byte[] QUOT = Ascii.bytes("&quot;");
    // A bare carriage return would be read back as a line feed (XML 1.0, 2.11).
    private static final byte[] CR = Ascii.bytes("&#xD;");
    private static final boolean[] UNRESERVED = unreserved();
    private static final boolean[] XML_PLAIN = plain("<>&\"");
    private static final boolean[] JSON_PLAIN = plain("<>&\"\\\177");
    private static final char REPLACEMENT = '\uFFFD';

    /** In bytes. */
    private static final int TIMESTAMP = 20;

    private byte[] bytes;
    private int length;

    // What is listed was often made in the same second: where it is written already.
    private long lastSecond = Long.MIN_VALUE;
    private int lastTimestamp;

    public Utf8Writer(int capacity) {
        bytes = new byte[capacity];
    }

    public Buffer toBuffer() {
        return Buffer.buffer(length).appendBytes(bytes, 0, length);
    }

    public Utf8Writer write(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
        return this;
    }

    public Utf8Writer write(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Text that is known to be ASCII and to need no escape. */
    public void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    public void number(long value) {
        ascii(Long.toString(value));
    }

    void xmlText(String text) {
        reserve(text.length());
        int i = plain(text, XML_PLAIN);
        if (i < text.length()) {
            escaped(text, i);
        }
    }

    /** An element that holds a text: most of what is written is such, so it is one step. */
    void xmlElement(byte[] open, String text, byte[] close) {
        reserve(open.length + text.length() + close.length);
        System.arraycopy(open, 0, bytes, length, open.length);
        length += open.length;
        int i = plain(text, XML_PLAIN);
        if (i < text.length()) {
            escaped(text, i);
            reserve(close.length);
        }
        System.arraycopy(close, 0, bytes, length, close.length);
        length += close.length;
    }

    private void escaped(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i += encode(text, i, c);
            } else if (c < ' ') {
                xmlControl(c);
            } else {
                switch (c) {
                    case '<' -> write(LT);
                    case '>' -> write(GT);
                    case '&' -> write(AMP);
                    case '"' -> write(QUOT);
                    default -> write(c);
                }
            }
        }
    }

    /**
     * Most texts need no escape at all: writes up to the first character that may, and says where
     * it is. Room is there already.
     */
    private int plain(String text, boolean[] plain) {
        int end = text.length();
        byte[] target = bytes;
        int at = length;
        int i = 0;
        for (; i < end; i++) {
            char c = text.charAt(i);
            if (c >= plain.length || !plain[c]) {
                break;
            }
            target[at + i] = (byte) c;
        }
        length = at + i;
        return i;
    }

    private static boolean[] plain(String escaped) {
        var plain = new boolean[0x80];
        for (char c = ' '; c < plain.length; c++) {
            plain[c] = escaped.indexOf(c) < 0;
        }
        return plain;
    }

    private void xmlControl(char c) {
        switch (c) {
            case '\t', '\n' -> write(c);
            case '\r' -> write(CR);
            default -> encode("", 0, REPLACEMENT);
        }
    }

    /**
     * A JSON string with its quotes. {@code <}, {@code >} and {@code &} are escaped too: no reader
     * of ours sniffs.
     */
    public void jsonText(String text) {
        reserve(text.length() + 2);
        bytes[length++] = '"';
        for (int i = plain(text, JSON_PLAIN); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i += encode(text, i, c);
            } else if (c < ' ' || c == 0x7F || c == '<' || c == '>' || c == '&') {
                jsonEscape(c);
            } else {
                if (c == '"' || c == '\\') {
                    write('\\');
                }
                write(c);
            }
        }
        write('"');
    }

    private void jsonEscape(char c) {
        switch (c) {
            case '\n' -> write('\\').write('n');
            case '\r' -> write('\\').write('r');
            case '\t' -> write('\\').write('t');
            default ->
                    write('\\')
                            .write('u')
                            .write('0')
                            .write('0')
                            .write((char) HEX[c >> 4])
                            .write((char) HEX[c & 15]);
        }
    }

    /** RFC 3986: everything but the unreserved characters becomes {@code %XX}. */
    void percentEncoded(String text) {
        int end = text.length();
        reserve(end * 3);
        byte[] target = bytes;
        int at = length;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length = at;
                percentEncodedLetters(text, i);
                return;
            }
            if (UNRESERVED[c]) {
                target[at++] = (byte) c;
            } else {
                target[at++] = '%';
                target[at++] = HEX[c >> 4];
                target[at++] = HEX[c & 15];
            }
        }
        length = at;
    }

    /** The rest of a text in which other letters begin: its bytes are encoded, as any. */
    private void percentEncodedLetters(String text, int from) {
        Utf8Writer plain = new Utf8Writer(text.length() - from + 16);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i += plain.encode(text, i, c);
            } else {
                plain.write(c);
            }
        }
        reserve(plain.length * 3);
        for (int i = 0; i < plain.length; i++) {
            byte b = plain.bytes[i];
            if (b >= 0 && UNRESERVED[b]) {
                bytes[length++] = b;
            } else {
                bytes[length++] = '%';
                bytes[length++] = HEX[(b >> 4) & 15];
                bytes[length++] = HEX[b & 15];
            }
        }
    }

    private static boolean[] unreserved() {
        var unreserved = new boolean[0x80];
        for (char c = 0; c < unreserved.length; c++) {
            unreserved[c] =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '.'
                            || c == '_'
                            || c == '~';
        }
        return unreserved;
    }

    /** {@code 2015-08-30T12:36:00Z}: whole seconds, as AWS writes them; a fraction is dropped. */
    void timestamp(Instant instant) {
        long second = instant.getEpochSecond();
        if (second == lastSecond) {
            reserve(TIMESTAMP);
            System.arraycopy(bytes, lastTimestamp, bytes, length, TIMESTAMP);
            length += TIMESTAMP;
            return;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        int year = time.getYear();
        if (year < 0 || year > 9_999) {
            throw new IllegalArgumentException("no four-digit year: " + year);
        }
        lastSecond = second;
        lastTimestamp = length;
        reserve(TIMESTAMP);
        twoDigits(year / 100);
        twoDigits(year % 100, '-');
        twoDigits(time.getMonthValue(), '-');
        twoDigits(time.getDayOfMonth(), 'T');
        twoDigits(time.getHour(), ':');
        twoDigits(time.getMinute(), ':');
        twoDigits(time.getSecond(), 'Z');
    }

    private void twoDigits(int value, char next) {
        twoDigits(value);
        bytes[length++] = (byte) next;
    }

    private void twoDigits(int value) {
        bytes[length++] = (byte) ('0' + value / 10);
        bytes[length++] = (byte) ('0' + value % 10);
    }

    /** Encodes the character at i, from U+0080 up; returns how many further chars it took. */
    private int encode(String text, int i, char c) {
        reserve(4);
        if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | c >> 6);
            bytes[length++] = (byte) (0x80 | c & 0x3F);
            return 0;
        }
        if (Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1))) {
            int point = Character.toCodePoint(c, text.charAt(i + 1));
            bytes[length++] = (byte) (0xF0 | point >> 18);
            bytes[length++] = (byte) (0x80 | point >> 12 & 0x3F);
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
            bytes[length++] = (byte) (0x80 | point & 0x3F);
            return 1;
        }
        char safe = Character.isSurrogate(c) || c >= 0xFFFE ? REPLACEMENT : c;
        bytes[length++] = (byte) (0xE0 | safe >> 12);
        bytes[length++] = (byte) (0x80 | safe >> 6 & 0x3F);
        bytes[length++] = (byte) (0x80 | safe & 0x3F);
        return 0;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
