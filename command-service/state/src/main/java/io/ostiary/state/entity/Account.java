package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * The account itself; its one key is constant.
 *
 * @param openedBy the request that opened it, so that a second one of the same id is told apart
 * @param managementAccount null for the first account of the house
 */
public record Account(
        AccountId id,
        String name,
        String email,
        @Nullable AccountId managementAccount,
        String openedBy,
        Instant openedAt)
        implements Entity {

    public static final String KEY = "account";

    @Override
    public Table<Account> table() {
        return Table.ACCOUNT;
    }

    @Override
    public String key() {
        return KEY;
    }
}
