package io.ostiary.contract.id;

import java.util.Optional;

/**
 * An access key id: four letters and sixteen base32 characters whose first bits are the account, as
 * AWS encodes it (GetAccessKeyInfo answers from the id alone). The ten bytes are: 1 bit set, 40
 * bits account number, 39 random bits.
 */
public record AccessKeyId(String value) {

    public static final int LENGTH = 20;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /**
     * @throws IllegalArgumentException when {@link #isValid} is false; the value is not repeated in
     *     the message
     */
    public AccessKeyId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an access key id");
        }
    }

    /**
     * True for AKIA or ASIA, sixteen base32 characters and an account number of at most twelve
     * digits.
     */
    public static boolean isValid(String value) {
        if (value.length() != LENGTH || !(value.startsWith("AKIA") || value.startsWith("ASIA"))) {
            return false;
        }
        for (int i = 4; i < LENGTH; i++) {
            if (ALPHABET.indexOf(value.charAt(i)) < 0) {
                return false;
            }
        }
        return accountNumber(value) < 1_000_000_000_000L;
    }

    public static Optional<AccessKeyId> parse(String value) {
        return isValid(value) ? Optional.of(new AccessKeyId(value)) : Optional.empty();
    }

    /**
     * @param prefix ACCESS_KEY or SESSION_KEY
     * @param random the low 39 bits are used
     */
    public static AccessKeyId of(IdPrefix prefix, AccountId account, long random) {
        // Ten bytes as two 40-bit halves, each of them eight base32 characters.
        long high = (1L << 39) | (account.number() >>> 1);
        long low = ((account.number() & 1L) << 39) | (random & ((1L << 39) - 1));
        var text = new StringBuilder(LENGTH).append(prefix.letters());
        append(text, high);
        append(text, low);
        return new AccessKeyId(text.toString());
    }

    public AccountId account() {
        return AccountId.of(accountNumber(value));
    }

    public boolean isSession() {
        return value.startsWith("ASIA");
    }

    private static long accountNumber(String value) {
        long bits = 0;
        for (int i = 4; i < 12; i++) {
            bits = (bits << 5) | ALPHABET.indexOf(value.charAt(i));
        }
        long lowBit = ALPHABET.indexOf(value.charAt(12)) >>> 4;
        return ((bits & ((1L << 39) - 1)) << 1) | lowBit;
    }

    private static void append(StringBuilder text, long fortyBits) {
        for (int shift = 35; shift >= 0; shift -= 5) {
            text.append(ALPHABET.charAt((int) (fortyBits >>> shift) & 31));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
