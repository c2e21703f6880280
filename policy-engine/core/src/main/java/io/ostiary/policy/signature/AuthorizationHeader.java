package io.ostiary.policy.signature;

import org.jspecify.annotations.Nullable;

/**
 * The fields of an {@code Authorization} header.
 *
 * @param credential as written, and so on; null when absent
 */
record AuthorizationHeader(
        @Nullable String credential, @Nullable String signedHeaders, @Nullable String signature) {

    private static final int MAX_LENGTH = 8_192;

    /** Either the fields or what is wrong with the header. */
    sealed interface Reading {

        record Fields(AuthorizationHeader header) implements Reading {}

        record Fault(SignatureError error) implements Reading {}
    }

    static Reading read(String value) {
        if (value.length() > MAX_LENGTH) {
            return fault("Authorization header is too long.");
        }
        int space = value.indexOf(' ');
        int end = space < 0 ? value.length() : space;
        if (isAt(value, 0, end, "AWS")) {
            return new Reading.Fault(SignatureError.MISMATCH);
        }
        if (!isAt(value, 0, end, CanonicalRequest.ALGORITHM)) {
            return fault("Unsupported AWS 'algorithm': only " + CanonicalRequest.ALGORITHM + ".");
        }
        String credential = null;
        String signedHeaders = null;
        String signature = null;
        int from = space < 0 ? value.length() : space + 1;
        while (from < value.length()) {
            end = value.indexOf(',', from);
            end = end < 0 ? value.length() : end;
            while (from < end && Character.isWhitespace(value.charAt(from))) {
                from++;
            }
            int equals = value.indexOf('=', from);
            if (equals < 0 || equals > end) {
                return fault(
                        "Authorization header holds something that is not a valid key=value pair"
                                + " (missing equal-sign).");
            }
            String content = value.substring(equals + 1, end).stripTrailing();
            boolean twice = false;
            if (isAt(value, from, equals, "Credential")) {
                twice = credential != null;
                credential = content;
            } else if (isAt(value, from, equals, "SignedHeaders")) {
                twice = signedHeaders != null;
                signedHeaders = content;
            } else if (isAt(value, from, equals, "Signature")) {
                twice = signature != null;
                signature = content;
            }
            from = end + 1;
            if (twice) {
                return fault("Authorization header holds a parameter twice.");
            }
        }
        return new Reading.Fields(new AuthorizationHeader(credential, signedHeaders, signature));
    }

    private static boolean isAt(String value, int from, int to, String wanted) {
        return to - from == wanted.length() && value.startsWith(wanted, from);
    }

    private static Reading fault(String message) {
        return new Reading.Fault(SignatureError.incomplete(message));
    }

    @Override
    public String toString() {
        return "AuthorizationHeader";
    }
}
