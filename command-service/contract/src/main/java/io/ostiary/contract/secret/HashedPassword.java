package io.ostiary.contract.secret;

/**
 * A password after the engine's Argon2 pool has seen it; the password itself never enters the log.
 *
 * @param hash the encoded Argon2id hash, sealed as a command field
 * @param length in characters
 * @param facts which classes of characters occur, for the account's password policy
 */
public record HashedPassword(SealedSecret hash, int length, Facts facts) {

    /**
     * The character classes that an account password policy may ask for (IAM API,
     * UpdateAccountPasswordPolicy).
     */
    public record Facts(boolean upperCase, boolean lowerCase, boolean digit, boolean symbol) {}

    @Override
    public String toString() {
        return "HashedPassword";
    }
}
