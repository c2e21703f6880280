package io.ostiary.policy.signature;

import org.jspecify.annotations.Nullable;

/** The five parts of a credential: key id, date, region, service, terminator. */
record CredentialScope(
        String accessKeyId,
        String date,
        String region,
        String service,
        String terminator,
        String scope) {

    // AWS repeats the credential here. We do not: people who swap key id and secret run into just
    // this error, and then it would be the secret that is repeated.
    static final SignatureError WRONG_PARTS =
            SignatureError.incomplete(
                    "Credential must have exactly 5 slash-delimited elements, e.g."
                            + " keyid/date/region/service/term");

    private static final int MAX_LENGTH = 512;

    /** Null when there are not exactly five parts, or the first is empty. */
    static @Nullable CredentialScope parse(String credential) {
        if (credential.length() > MAX_LENGTH) {
            return null;
        }
        String[] parts = credential.split("/", -1);
        if (parts.length != 5 || parts[0].isEmpty()) {
            return null;
        }
        return new CredentialScope(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                parts[4],
                credential.substring(parts[0].length() + 1));
    }

    @Override
    public String toString() {
        return "CredentialScope[" + scope + "]";
    }
}
