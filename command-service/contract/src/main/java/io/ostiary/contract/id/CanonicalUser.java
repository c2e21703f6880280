package io.ostiary.contract.id;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The other name that S3 has for an account (AWS Account Management Reference Guide, "View AWS
 * account identifiers"): 64 hexadecimal digits. AWS draws them; ours follow from the account id, so
 * that every reader knows them.
 */
public final class CanonicalUser {

    private static final String LABEL = "ostiary canonical user ";

    private CanonicalUser() {}

    public static String id(AccountId account) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((LABEL + account.value()).getBytes(US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
