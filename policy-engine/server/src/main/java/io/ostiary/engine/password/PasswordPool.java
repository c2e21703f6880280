package io.ostiary.engine.password;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.HashedPassword.Comparison;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.work.BoundedWorkers;
import io.ostiary.sealing.CommandFields;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Hashes passwords on threads of its own. Argon2 is slow and hungry by design, so it gets two
 * threads and a short queue: a flood of sign-ins meets Throttling, everything else goes on as ever
 * (attack A111), and so do the passwords of other accounts. The length is checked before anything
 * is hashed.
 */
public final class PasswordPool implements AutoCloseable {

    /** The model's bound (IAM API Reference, {@code passwordType}), in characters. */
    public static final int MAX_CHARACTERS = 128;

    /** No character takes more than four bytes of UTF-8: a text need not be decoded to see. */
    static final int MAX_BYTES = MAX_CHARACTERS * 4;

    /** The member's name under which a hash travels in a command. */
    public static final String FIELD = "password";

    private static final int THREADS = 2;
    private static final int QUEUE = 32;

    /** So many does Terraform ask for at once. */
    private static final int MOST_OF_AN_ACCOUNT = 10;

    private final CommandFields fields;
    private final BoundedWorkers workers;

    public PasswordPool(CommandFields fields) {
        this.fields = fields;
        this.workers = new BoundedWorkers("ostiary-password-", THREADS, QUEUE, MOST_OF_AN_ACCOUNT);
    }

    /** What is found out about a password before it is hashed. */
    sealed interface Check {
        Passed NOTHING = new Passed(null, null);

        record Passed(@Nullable Comparison comparison, @Nullable ProvenPassword old)
                implements Check {}

        record Refused(AwsError error) implements Check {}
    }

    public CompletionStage<Hashing> hash(AccountId account, Secret password) {
        return hash(account, password, () -> Check.NOTHING);
    }

    /**
     * @param check done on the pool's threads as well, for it compares with hashes
     */
    CompletionStage<Hashing> hash(
            AccountId account, Secret password, Supplier<? extends Check> check) {
        if (password.length() > MAX_BYTES) {
            return done(tooLong());
        }
        String text = password.revealText();
        int length = text.codePointCount(0, text.length());
        if (length > MAX_CHARACTERS) {
            return done(tooLong());
        }
        if (length == 0) {
            return done(
                    new Hashing.Refused(CommonError.validation("The password must not be empty.")));
        }
        return workers.submit(
                account,
                () ->
                        switch (check.get()) {
                            case Check.Passed passed -> hashed(password, text, length, passed);
                            case Check.Refused(AwsError error) -> new Hashing.Refused(error);
                        },
                throttled());
    }

    /** What comparing a password with a hash came to. */
    public enum Verification {
        SAME,
        DIFFERENT,
        /** The pool was full; nothing was compared. */
        THROTTLED
    }

    /**
     * Compares. Where there is no hash to compare with (no such user, no login profile) the caller
     * passes {@link Argon2Hash#DUMMY}: the same work is done, and the answer is never SAME (attack
     * A108).
     */
    public CompletionStage<Verification> verify(
            AccountId account, Secret password, String encodedHash) {
        if (password.length() > MAX_BYTES) {
            return done(Verification.DIFFERENT);
        }
        return workers.submit(
                account,
                () ->
                        Argon2Hash.matches(password, encodedHash)
                                ? Verification.SAME
                                : Verification.DIFFERENT,
                Verification.THROTTLED);
    }

    private Hashing hashed(Secret password, String text, int length, Check.Passed passed) {
        Secret hash = Secret.of(Argon2Hash.of(password));
        return new Hashing.Hashed(
                new HashedPassword(
                        fields.seal(hash, FIELD, ""),
                        length,
                        PasswordFacts.of(text),
                        passed.comparison()),
                passed.old());
    }

    private static Hashing tooLong() {
        return new Hashing.Refused(
                CommonError.validation(
                        "1 validation error detected: Value at 'password' failed to satisfy"
                                + " constraint: Member must have length less than or equal to "
                                + MAX_CHARACTERS));
    }

    private static Hashing throttled() {
        return new Hashing.Refused(new CommonError(CommonError.Kind.THROTTLING, "Rate exceeded"));
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public void close() {
        workers.close();
    }
}
