package io.ostiary.state.apply;

import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.FormerPasswords;
import io.ostiary.state.entity.FormerPasswords.FormerPassword;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which former passwords are kept: as many as the account's policy forbids at the time, and not one
 * more. What was dropped does not come back when the policy forbids more again.
 */
final class PasswordHistory {

    private PasswordHistory() {}

    static void replaced(Changes changes, AccountView view, String userId, LoginProfile replaced) {
        List<FormerPassword> before = view.formerPasswordsOf(userId);
        keep(
                changes,
                userId,
                !before.isEmpty(),
                FormerPasswords.after(replaced, before),
                kept(view.passwordPolicy()));
    }

    /** Without a login profile there is no history: a new profile begins anew (ours). */
    static void ended(Changes changes, AccountView view, String userId) {
        keep(changes, userId, !view.formerPasswordsOf(userId).isEmpty(), List.of(), 0);
    }

    /** Each that is dropped here cost an Argon2 hash to make, so this is no way to make us work. */
    static void limited(Changes changes, AccountView view, @Nullable PasswordPolicy policy) {
        int kept = kept(policy);
        for (FormerPasswords former : view.scan(Table.FORMER_PASSWORDS, "")) {
            if (former.newestFirst().size() > kept) {
                keep(changes, former.userId(), true, former.newestFirst(), kept);
            }
        }
    }

    private static int kept(@Nullable PasswordPolicy policy) {
        return policy == null ? 0 : policy.formerPrevented();
    }

    private static void keep(
            Changes changes,
            String userId,
            boolean isStored,
            List<FormerPassword> newestFirst,
            int count) {
        if (count > 0 && !newestFirst.isEmpty()) {
            changes.put(
                    new FormerPasswords(
                            userId, newestFirst.subList(0, Math.min(count, newestFirst.size()))));
        } else if (isStored) {
            changes.delete(Table.FORMER_PASSWORDS, userId);
        }
    }
}
