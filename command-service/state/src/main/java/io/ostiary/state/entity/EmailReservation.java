package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Names;

/** In the registry: this e-mail address belongs to an account. */
public record EmailReservation(String email, AccountId account) implements Entity {

    @Override
    public Table<EmailReservation> table() {
        return Table.EMAIL_RESERVATIONS;
    }

    @Override
    public String key() {
        return Names.key(email);
    }
}
