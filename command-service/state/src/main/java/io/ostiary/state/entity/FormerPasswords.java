package io.ostiary.state.entity;

import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.entity.Credentials.LoginProfile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The passwords that a user had before the current one, as far as the account's policy forbids
 * them: 23 at most, for the current one is the first of those that must not be used again. There is
 * none where the policy forbids no former one. An entity of its own, for a user is read far more
 * often than it is.
 *
 * @param userId whose
 * @param newestFirst one at least
 */
public record FormerPasswords(String userId, List<FormerPassword> newestFirst) implements Entity {

    public FormerPasswords {
        newestFirst = List.copyOf(newestFirst);
    }

    /**
     * @param hash an Argon2id hash under the account's data key, as of {@code setAt}
     */
    public record FormerPassword(SealedSecret hash, Instant setAt) {}

    /** The former passwords of one whose current password is replaced. */
    public static List<FormerPassword> after(
            LoginProfile replaced, List<FormerPassword> formerOnes) {
        var all = new ArrayList<FormerPassword>(formerOnes.size() + 1);
        all.add(new FormerPassword(replaced.passwordHash(), replaced.passwordSetAt()));
        all.addAll(formerOnes);
        return all;
    }

    @Override
    public Table<FormerPasswords> table() {
        return Table.FORMER_PASSWORDS;
    }

    @Override
    public String key() {
        return userId;
    }
}
