package io.ostiary.engine.password;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.InvalidUserType;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.PasswordPolicyViolation;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Engine.NewPassword;
import io.ostiary.contract.secret.HashedPassword.Comparison;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.password.PasswordPool.Check;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.FormerPasswords.FormerPassword;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What only who sees a password can tell of it: whether it is the account's name, whether the old
 * one was known, which of the former ones it is. The rest of the rules are the writer's. A password
 * is compared with as many as the account's policy forbids, 24 at most, and with the old one in any
 * case; all of it is one piece of work of the pool.
 */
public final class Passwords implements AutoCloseable {

    private static final AwsError UNREADABLE =
            CommonError.unavailable("The account's passwords cannot be read.");

    /** No error of the model fits; code and words are ours, for AWS documents neither. */
    private static final AwsError WRONG =
            CommonError.accessDenied("The old password was incorrect.");

    private static final AwsError THROTTLED =
            new CommonError(CommonError.Kind.THROTTLING, "Rate exceeded");

    private final PasswordPool pool;
    private final AccountKeys accountKeys;
    private final PasswordAttempts attempts;

    public Passwords(PasswordPool pool, AccountKeys accountKeys) {
        this(pool, accountKeys, new PasswordAttempts(System::nanoTime));
    }

    Passwords(PasswordPool pool, AccountKeys accountKeys, PasswordAttempts attempts) {
        this.pool = pool;
        this.accountKeys = accountKeys;
        this.attempts = attempts;
    }

    /** A password at rest, with what is needed to open it. */
    private record Kept(DataKey key, String userId, SealedSecret hash, Instant setAt) {
        /** Nothing when it does not open. */
        Optional<Boolean> is(Secret password) {
            return key.open(hash, userId, setAt.toEpochMilli())
                    .map(encoded -> Argon2Hash.matches(password, encoded.revealText()));
        }
    }

    /**
     * @param account of a fresh snapshot
     */
    public CompletionStage<Hashing> hash(AccountSnapshot account, NewPassword asked) {
        AccountState state = account.state();
        if (names(state.account(), asked.password())) {
            return refused(PasswordPolicyViolation.unspecified());
        }
        User user = owner(state, asked);
        LoginProfile profile = user == null ? null : user.credentials().loginProfile();
        Secret old = asked.old();
        if (user == null || profile == null) {
            if (old == null) {
                return pool.hash(account.id(), asked.password());
            }
            return refused(
                    user == null
                            ? InvalidUserType.ownPassword()
                            : NoSuchEntity.loginProfile(user.name()));
        }
        PasswordPolicy policy = state.passwordPolicy();
        int prevented = policy == null ? 0 : policy.reusePrevention();
        if (old == null && prevented == 0) {
            return pool.hash(account.id(), asked.password());
        }
        if (old != null && old.length() > PasswordPool.MAX_BYTES) {
            return refused(WRONG);
        }
        DataKey key = account.dataKey(accountKeys);
        if (key == null) {
            return refused(UNREADABLE);
        }
        var kept = new ArrayList<Kept>();
        kept.add(new Kept(key, user.id(), profile.passwordHash(), profile.passwordSetAt()));
        for (FormerPassword former : state.formerPasswordsOf(user.id())) {
            if (kept.size() < prevented) {
                kept.add(new Kept(key, user.id(), former.hash(), former.setAt()));
            }
        }
        return pool.hash(
                account.id(),
                asked.password(),
                () -> compared(asked.password(), old, user.id(), kept));
    }

    /** IAM User Guide, "Default password policy": neither the account's name nor its e-mail. */
    private static boolean names(@Nullable Account account, Secret password) {
        String text = password.revealText();
        return account != null && (text.equals(account.name()) || text.equals(account.email()));
    }

    private static @Nullable User owner(AccountState account, NewPassword asked) {
        String name = asked.userName();
        if (name != null) {
            return account.userNamed(name);
        }
        Actor caller = asked.caller();
        return caller.isUser() ? account.userById(caller.principalId()) : null;
    }

    /**
     * @param old what it says is the current one; null where that need not be known
     * @param kept the current one first
     */
    private Check compared(Secret password, @Nullable Secret old, String userId, List<Kept> kept) {
        Instant currentSetAt = kept.getFirst().setAt();
        if (old != null) {
            if (!attempts.begin(userId)) {
                return new Check.Refused(THROTTLED);
            }
            Optional<Boolean> known = kept.getFirst().is(old);
            if (known.isEmpty() || !known.get()) {
                return new Check.Refused(known.isEmpty() ? UNREADABLE : WRONG);
            }
            attempts.succeeded(userId);
        }
        Integer same = null;
        for (int i = 0; i < kept.size() && same == null; i++) {
            // The old one is the current one, as was just seen: no need to hash for that.
            Optional<Boolean> is =
                    i == 0 && old != null
                            ? Optional.of(password.equals(old))
                            : kept.get(i).is(password);
            if (is.isEmpty()) {
                return new Check.Refused(UNREADABLE);
            }
            same = is.get() ? Integer.valueOf(i) : null;
        }
        return new Check.Passed(
                new Comparison(currentSetAt, kept.size(), same),
                old == null ? null : new ProvenPassword(currentSetAt));
    }

    private static CompletionStage<Hashing> refused(AwsError error) {
        return CompletableFuture.completedFuture(new Hashing.Refused(error));
    }

    @Override
    public void close() {
        pool.close();
    }
}
