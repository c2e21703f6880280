package io.ostiary.policy.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of text in the making. */
final class Ascii {

    private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    Ascii(int capacity) {
        this.bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    byte[] array() {
        return bytes;
    }

    Ascii add(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Text as UTF-8. */
    Ascii add(String text) {
        return add(text, 0, text.length());
    }

    /** Part of a text, as UTF-8. */
    Ascii add(String text, int from, int to) {
        room(to - from);
        byte[] into = bytes;
        int at = length;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length = at;
                return addAll(text.substring(i, to).getBytes(StandardCharsets.UTF_8));
            }
            into[at++] = (byte) c;
        }
        length = at;
        return this;
    }

    private Ascii addAll(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    Ascii addHex(byte[] digest) {
        room(2 * digest.length);
        for (byte b : digest) {
            bytes[length++] = LOWER_HEX[(b >> 4) & 15];
            bytes[length++] = LOWER_HEX[b & 15];
        }
        return this;
    }

    /** One byte of a URI, encoded unless it is unreserved (RFC 3986, section 2.3). */
    Ascii addEncoded(int value) {
        if (isUnreserved(value)) {
            return add((char) value);
        }
        add('%');
        add((char) UPPER_HEX[(value >> 4) & 15]);
        return add((char) UPPER_HEX[value & 15]);
    }

    void removeLast() {
        length--;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
