package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An account of the organization, the management account included.
 *
 * @param joinedMethod INVITED for the management account, CREATED for the others
 * @param openRevision of its own history, by which it is what is told of it here: open, closed or
 *     open again; 0 for the management account, whose history is this one
 * @param status as the Organizations model spells it
 * @param closedAt when it was last asked to be closed; null of one that never was, or is open again
 */
public record MemberAccount(
        AccountId id,
        String name,
        String email,
        String joinedMethod,
        Instant joinedAt,
        long openRevision,
        Status status,
        @Nullable Instant closedAt)
        implements Entity {

    /** AccountStatus of the Organizations model. */
    public enum Status {
        ACTIVE,
        /** Its own history does not say so yet. */
        PENDING_CLOSURE,
        SUSPENDED
    }

    public MemberAccount(
            AccountId id,
            String name,
            String email,
            String joinedMethod,
            Instant joinedAt,
            long openRevision) {
        this(id, name, email, joinedMethod, joinedAt, openRevision, Status.ACTIVE, null);
    }

    @Override
    public Table<MemberAccount> table() {
        return Table.MEMBER_ACCOUNTS;
    }

    @Override
    public String key() {
        return id.value();
    }

    public MemberAccount closing(Instant at) {
        return with(openRevision, Status.PENDING_CLOSURE, at);
    }

    public MemberAccount closed(long revision) {
        return with(revision, Status.SUSPENDED, closedAt);
    }

    public MemberAccount reopened(long revision) {
        return with(revision, Status.ACTIVE, null);
    }

    private MemberAccount with(long revision, Status changed, @Nullable Instant at) {
        return new MemberAccount(id, name, email, joinedMethod, joinedAt, revision, changed, at);
    }
}
