package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

/**
 * In the registry: this account id is taken.
 *
 * @param confirmed whether the account is open
 */
public record AccountReservation(
        AccountId account, AccountId requester, String requestId, String email, boolean confirmed)
        implements Entity {

    @Override
    public Table<AccountReservation> table() {
        return Table.ACCOUNT_RESERVATIONS;
    }

    @Override
    public String key() {
        return account.value();
    }
}
