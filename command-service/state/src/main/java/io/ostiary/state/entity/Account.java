package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * The account itself; its one key is constant.
 *
 * @param openedBy the request that opened it, so that a second one of the same id is told apart
 * @param managementAccount null for the first account of the house
 * @param closure null while it is open
 */
public record Account(
        AccountId id,
        String name,
        String email,
        @Nullable AccountId managementAccount,
        String openedBy,
        Instant openedAt,
        @Nullable Closure closure)
        implements Entity {

    public static final String KEY = "account";

    /**
     * Since when no credential of the account is good.
     *
     * @param until when it can be reopened no more
     * @param shredded whether its data key is gone, for good
     */
    public record Closure(Instant at, Instant until, boolean shredded) {

        /** Whether the key is to go now. */
        public boolean isDue(Instant now) {
            return !shredded && !now.isBefore(until);
        }
    }

    @Override
    public Table<Account> table() {
        return Table.ACCOUNT;
    }

    @Override
    public String key() {
        return KEY;
    }

    public Account with(@Nullable Closure changed) {
        return new Account(id, name, email, managementAccount, openedBy, openedAt, changed);
    }
}
