package io.ostiary.gateway.authorize;

/** Hashes and signatures as texts. */
final class Hexadecimal {

    private static final int SHA256_DIGITS = 64;

    private Hexadecimal() {}

    /** Whether it is 64 lower-case digits. */
    static boolean isSha256(String text) {
        return text.length() == SHA256_DIGITS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
