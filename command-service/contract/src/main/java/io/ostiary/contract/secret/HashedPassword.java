package io.ostiary.contract.secret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A password after the engine's Argon2 pool has seen it; the password itself never enters the log.
 *
 * @param hash the encoded Argon2id hash, sealed as a command field
 * @param length in characters
 * @param facts which classes of characters occur, for the account's password policy
 * @param comparison with the passwords that its user has had; null where it was compared with none
 */
public record HashedPassword(
        SealedSecret hash, int length, Facts facts, @Nullable Comparison comparison) {

    /**
     * The character classes that an account password policy may ask for (IAM API,
     * UpdateAccountPasswordPolicy).
     */
    public record Facts(boolean upperCase, boolean lowerCase, boolean digit, boolean symbol) {}

    /**
     * What came of comparing it with the newest passwords of its user, the current one first.
     *
     * @param currentSetAt when the current one was set, which tells this history from a later one
     * @param compared with how many, 1 at least
     * @param same the place of the newest that it is, 0 for the current one; null for none
     */
    public record Comparison(Instant currentSetAt, int compared, @Nullable Integer same) {}

    @Override
    public String toString() {
        return "HashedPassword";
    }
}
