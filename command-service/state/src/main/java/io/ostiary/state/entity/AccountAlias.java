package io.ostiary.state.entity;

import org.jspecify.annotations.Nullable;

/**
 * The name that an account has beside its id, unique in the house; its one key is constant.
 *
 * @param alias null when it was removed
 * @param revision of the account by which that is so: the answer to an earlier wish, if it comes
 *     later, counts no more
 */
public record AccountAlias(@Nullable String alias, long revision) implements Entity {

    public static final String KEY = "alias";

    @Override
    public Table<AccountAlias> table() {
        return Table.ACCOUNT_ALIAS;
    }

    @Override
    public String key() {
        return KEY;
    }
}
