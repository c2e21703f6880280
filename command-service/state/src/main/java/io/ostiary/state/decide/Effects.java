package io.ostiary.state.decide;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What a decider needs of the world, made anew for each command: one time, and sources of ids and
 * secrets. Tests count instead of drawing.
 */
public record Effects(Instant now, Ids ids, Secrets secrets) {

    /** Random names for new things. */
    public interface Ids {
        /** Four letters and seventeen random characters of A–Z and 0–9. */
        String next(IdPrefix prefix);

        /** An access key id of the account, AKIA…. */
        String nextAccessKey(AccountId account);

        /** A random account id; never the registry's. */
        AccountId nextAccount();

        /**
         * @param length how many characters of a–z and 0–9
         */
        String nextToken(int length);

        /**
         * @param length how many hexadecimal digits
         */
        String nextHex(int length);
    }

    /** Secrets are made and sealed here, so that no decider ever sees one. */
    public interface Secrets {
        /**
         * Draws a new account's data key and remembers it for this batch; an accepted command says
         * that it is to be kept ({@link CommandResult.KeyChange#DRAWN}).
         */
        void newAccountKey(AccountId account);

        /**
         * Draws a secret access key of forty characters.
         *
         * @param replyKey as the command carried it; null is a defect
         */
        Issued issueAccessKeySecret(
                AccountId account, String accessKeyId, @Nullable SealedSecret replyKey);

        /**
         * Draws the password of a service-specific credential: sixty characters, or, of an API key
         * of which only a hash is kept, 256 bits as 43. What is told is the password, or the API
         * key made of it; what is kept is the password or its SHA-256 in hexadecimal digits.
         *
         * @param apiKey null for a service that takes passwords
         * @param replyKey as the command carried it; null is a defect
         */
        Issued issueServicePassword(
                AccountId account,
                String credentialId,
                @Nullable ApiKeyForm apiKey,
                @Nullable SealedSecret replyKey);

        /**
         * Opens a command's field and seals it at rest, bound to account, entity and this command's
         * time.
         *
         * @param entityId of an access key its id, of a password its owner's unique id, of a
         *     private key its certificate's
         */
        SealedSecret keep(AccountId account, String entityId, SealedSecret commandField);
    }

    /**
     * How an API key is told: the prefix, and then in base64 {@code ALIAS:PASSWORD}.
     *
     * @param prefix the service's letters
     * @param hashed whether only a hash is kept: of what is compared and never needed again
     */
    public record ApiKeyForm(String prefix, String alias, boolean hashed) {}

    /**
     * @param atRest under the account's data key
     * @param reply under the command's reply key
     */
    public record Issued(SealedSecret atRest, SealedSecret reply) {}
}
