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
        int date = credential.indexOf('/') + 1;
        int region = date == 0 ? 0 : credential.indexOf('/', date) + 1;
        int service = region == 0 ? 0 : credential.indexOf('/', region) + 1;
        int terminator = service == 0 ? 0 : credential.indexOf('/', service) + 1;
        if (date < 2 || terminator == 0 || credential.indexOf('/', terminator) >= 0) {
            return null;
        }
        return new CredentialScope(
                credential.substring(0, date - 1),
                credential.substring(date, region - 1),
                credential.substring(region, service - 1),
                credential.substring(service, terminator - 1),
                credential.substring(terminator),
                credential.substring(date));
    }

    @Override
    public String toString() {
        return "CredentialScope[" + scope + "]";
    }
}
