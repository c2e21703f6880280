package io.ostiary.policy.signature;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.util.Arrays;

/** The 32 bytes of a signature, compared in constant time. */
public final class SignatureBytes {

    static final int LENGTH = 32;

    /** By character; -1 of what is none. */
    private static final byte[] DIGITS = digits();

    private final byte[] bytes;

    SignatureBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of exactly 64 lower-case hex digits; null for everything else (attack A016). */
    static @Nullable SignatureBytes parse(String hex) {
        if (hex.length() != 2 * LENGTH) {
            return null;
        }
        var bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int high = digit(hex.charAt(2 * i));
            int low = digit(hex.charAt(2 * i + 1));
            if ((high | low) < 0) {
                return null;
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return new SignatureBytes(bytes);
    }

    boolean isSameAs(byte[] other) {
        return MessageDigest.isEqual(bytes, other);
    }

    private static int digit(char c) {
        return c < DIGITS.length ? DIGITS[c] : -1;
    }

    private static byte[] digits() {
        var digits = new byte['f' + 1];
        Arrays.fill(digits, (byte) -1);
        for (char c = '0'; c <= '9'; c++) {
            digits[c] = (byte) (c - '0');
        }
        for (char c = 'a'; c <= 'f'; c++) {
            digits[c] = (byte) (c - 'a' + 10);
        }
        return digits;
    }

    @Override
    public String toString() {
        return "SignatureBytes";
    }
}
