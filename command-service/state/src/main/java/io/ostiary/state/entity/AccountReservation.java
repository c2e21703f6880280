package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

/**
 * In the registry: this account id is taken.
 *
 * @param openRevision of the account's own history, by which it is open; 0 until it said so
 */
public record AccountReservation(
        AccountId account, AccountId requester, String requestId, String email, long openRevision)
        implements Entity {

    public boolean confirmed() {
        return openRevision > 0;
    }

    @Override
    public Table<AccountReservation> table() {
        return Table.ACCOUNT_RESERVATIONS;
    }

    @Override
    public String key() {
        return account.value();
    }
}
