package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

import java.time.Instant;

/**
 * An account of the organization, the management account included.
 *
 * @param joinedMethod INVITED for the management account, CREATED for the others
 * @param openRevision of its own history, by which it is open; 0 for the management account, whose
 *     history is this one
 */
public record MemberAccount(
        AccountId id,
        String name,
        String email,
        String joinedMethod,
        Instant joinedAt,
        long openRevision)
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
