package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A CreateAccount request of this management account, for as long as its status may be asked.
 *
 * @param completedAt null while it is in progress
 * @param failureReason null unless it failed
 */
public record AccountCreation(
        String requestId,
        AccountId account,
        String name,
        String email,
        Instant requestedAt,
        @Nullable Instant completedAt,
        @Nullable String failureReason)
        implements Entity {

    @Override
    public Table<AccountCreation> table() {
        return Table.ACCOUNT_CREATIONS;
    }

    @Override
    public String key() {
        return requestId;
    }

    public AccountCreation completed(Instant at, @Nullable String reason) {
        return new AccountCreation(requestId, account, name, email, requestedAt, at, reason);
    }
}
