package io.ostiary.contract.id;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The other name that S3 has for an account, "an obfuscated form of the AWS account ID" (Amazon S3
 * User Guide, "Principals for bucket policies"): 64 hexadecimal digits. AWS draws them and keeps a
 * list; ours follow from the account id, and lead back to it, so that whoever reads a policy knows
 * whom it names without asking anybody.
 *
 * <p>The first 12 digits are the account id's, each moved on by a digit of the hash of the other
 * 52; those are a hash of the account id. Nothing here is secret.
 */
public final class CanonicalUser {

    private static final String TAIL = "ostiary canonical user ";
    private static final String MASK = "ostiary canonical user mask ";
    private static final int HEAD = 12;
    private static final int LENGTH = 64;
    private static final int DIGITS = 16;

    private CanonicalUser() {}

    public static String id(AccountId account) {
        String tail = hash(TAIL + account.value()).substring(HEAD);
        String mask = hash(MASK + tail);
        var id = new StringBuilder(LENGTH);
        for (int i = 0; i < HEAD; i++) {
            int digit = HexFormat.fromHexDigit(account.value().charAt(i));
            int moved = (digit + HexFormat.fromHexDigit(mask.charAt(i))) % DIGITS;
            id.append(Character.forDigit(moved, DIGITS));
        }
        return id.append(tail).toString();
    }

    /** The account of an id, whether there is such an account or not; null for any other text. */
    public static @Nullable AccountId account(String id) {
        if (id.length() != LENGTH) {
            return null;
        }
        String mask = hash(MASK + id.substring(HEAD));
        var account = new StringBuilder(HEAD);
        for (int i = 0; i < HEAD; i++) {
            int moved = Character.digit(id.charAt(i), DIGITS);
            int digit = Math.floorMod(moved - HexFormat.fromHexDigit(mask.charAt(i)), DIGITS);
            account.append(Character.forDigit(digit, DIGITS));
        }
        if (!AccountId.isValid(account.toString())) {
            return null;
        }
        var found = new AccountId(account.toString());
        return id(found).equals(id) ? found : null;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
