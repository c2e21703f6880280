package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

import java.time.Instant;

/**
 * An account of the organization, the management account included.
 *
 * @param joinedMethod INVITED for the management account, CREATED for the others
 */
public record MemberAccount(
        AccountId id, String name, String email, String joinedMethod, Instant joinedAt)
        implements Entity {

    @Override
    public Table<MemberAccount> table() {
        return Table.MEMBER_ACCOUNTS;
    }

    @Override
    public String key() {
        return id.value();
    }
}
