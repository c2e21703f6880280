package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A CreateAccount request of this management account, for as long as its status may be asked.
 *
 * @param tags that the account is to have
 * @param completedAt null while it is in progress
 * @param failureReason null unless it failed
 * @param openRevision of the new account's own history, by which it is open; 0 unless it succeeded
 */
public record AccountCreation(
        String requestId,
        AccountId account,
        String name,
        String email,
        List<Tag> tags,
        Instant requestedAt,
        @Nullable Instant completedAt,
        @Nullable String failureReason,
        long openRevision)
        implements Entity {
    public AccountCreation {
        tags = List.copyOf(tags);
    }

    @Override
    public Table<AccountCreation> table() {
        return Table.ACCOUNT_CREATIONS;
    }

    @Override
    public String key() {
        return requestId;
    }

    public boolean succeeded() {
        return completedAt != null && failureReason == null;
    }

    public AccountCreation succeeded(Instant at, long revision) {
        return new AccountCreation(
                requestId, account, name, email, tags, requestedAt, at, null, revision);
    }

    public AccountCreation failed(Instant at, String reason) {
        return new AccountCreation(
                requestId, account, name, email, tags, requestedAt, at, reason, 0);
    }
}
