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
        String algorithm = space < 0 ? value : value.substring(0, space);
        if (algorithm.equals("AWS")) {
            return new Reading.Fault(SignatureError.MISMATCH);
        }
        if (!algorithm.equals(CanonicalRequest.ALGORITHM)) {
            return fault("Unsupported AWS 'algorithm': only " + CanonicalRequest.ALGORITHM + ".");
        }
        String credential = null;
        String signedHeaders = null;
        String signature = null;
        int from = space < 0 ? value.length() : space + 1;
        while (from < value.length()) {
            int end = value.indexOf(',', from);
            end = end < 0 ? value.length() : end;
            String field = value.substring(from, end).strip();
            from = end + 1;
            int equals = field.indexOf('=');
            if (equals < 0) {
                return fault(
                        "Authorization header holds something that is not a valid key=value pair"
                                + " (missing equal-sign).");
            }
            String content = field.substring(equals + 1);
            boolean twice;
            switch (field.substring(0, equals)) {
                case "Credential" -> {
                    twice = credential != null;
                    credential = content;
                }
                case "SignedHeaders" -> {
                    twice = signedHeaders != null;
                    signedHeaders = content;
                }
                case "Signature" -> {
                    twice = signature != null;
                    signature = content;
                }
                default -> twice = false;
            }
            if (twice) {
                return fault("Authorization header holds a parameter twice.");
            }
        }
        return new Reading.Fields(new AuthorizationHeader(credential, signedHeaders, signature));
    }

    private static Reading fault(String message) {
        return new Reading.Fault(SignatureError.incomplete(message));
    }

    @Override
    public String toString() {
        return "AuthorizationHeader";
    }
}
