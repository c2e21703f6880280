package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

/** In the registry: this alias is an account's. */
public record AliasReservation(String alias, AccountId account) implements Entity {

    @Override
    public Table<AliasReservation> table() {
        return Table.ALIAS_RESERVATIONS;
    }

    @Override
    public String key() {
        return alias;
    }
}
