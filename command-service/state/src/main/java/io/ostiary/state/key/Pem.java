package io.ostiary.state.key;

import java.util.Base64;
import java.util.Optional;

/**
 * One block of PEM, read strictly (RFC 7468): nothing before it, nothing after it but white space,
 * and base64 between.
 *
 * @param label what it says it is, such as {@code CERTIFICATE}
 * @param base64 its content without white space
 */
public record Pem(String label, String base64) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int LINE = 64;

    /** Whether a text begins as PEM does; it may still be none. */
    public static boolean isBegun(String text) {
        return text.startsWith(BEGIN);
    }

    /** Whether another block begins after the first. */
    public static boolean isSeveral(String text) {
        return text.indexOf(BEGIN, text.indexOf(BEGIN) + 1) > 0;
    }

    /** Empty for what is not just one block. */
    public static Optional<Pem> read(String text) {
        String block = text.strip();
        int labelEnd = isBegun(block) ? block.indexOf(DASHES, BEGIN.length()) : -1;
        if (labelEnd < 0) {
            return Optional.empty();
        }
        String label = block.substring(BEGIN.length(), labelEnd);
        String end = "-----END " + label + DASHES;
        int from = labelEnd + DASHES.length();
        int to = block.length() - end.length();
        if (!block.endsWith(end) || to < from) {
            return Optional.empty();
        }
        var base64 = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = block.charAt(i);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                base64.append(c);
            }
        }
        return Optional.of(new Pem(label, base64.toString()));
    }

    /** Empty when it is no base64. */
    public Optional<byte[]> content() {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Pem of(String label, byte[] content) {
        return new Pem(label, Base64.getEncoder().encodeToString(content));
    }

    /** As a file holds it. */
    @Override
    public String toString() {
        var text = new StringBuilder(BEGIN).append(label).append(DASHES).append('\n');
        for (int i = 0; i < base64.length(); i += LINE) {
            text.append(base64, i, Math.min(base64.length(), i + LINE)).append('\n');
        }
        return text.append("-----END ").append(label).append(DASHES).append('\n').toString();
    }
}
