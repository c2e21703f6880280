package io.ostiary.contract.event;

import io.ostiary.contract.secret.SealedSecret;

import java.util.Optional;

/**
 * An account's data key as iam.account-keys holds it (UTF-8 text under the account id as the
 * record's key; no value means shredded): the version, a colon, the key wrapped by the master key.
 *
 * @param version from 1
 */
public record AccountKey(int version, SealedSecret wrapped) {

    private static final int MAX_DIGITS = 9;

    public String text() {
        return version + ":" + wrapped.sealed();
    }

    /** Empty when the text is not of this form. */
    public static Optional<AccountKey> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon > MAX_DIGITS) {
            return Optional.empty();
        }
        for (int i = 0; i < colon; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        return Optional.of(
                new AccountKey(
                        Integer.parseInt(text.substring(0, colon)),
                        new SealedSecret(text.substring(colon + 1))));
    }
}
