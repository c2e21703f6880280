package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

/**
 * In the registry: which alias an account has, and what was decided last.
 *
 * @param alias null when it has none
 * @param revision of the account's own history by which it wished last: what it said before, and
 *     comes late, counts no more
 * @param refused whether that wish was refused
 */
public record AliasHolder(AccountId account, @Nullable String alias, long revision, boolean refused)
        implements Entity {

    @Override
    public Table<AliasHolder> table() {
        return Table.ALIAS_HOLDERS;
    }

    @Override
    public String key() {
        return account.value();
    }
}
