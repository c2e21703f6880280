package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An account of the organization, the management account included.
 *
 * @param joinedMethod INVITED for the management account, CREATED for the others
 * @param openRevision of its own history, by which it is what is told of it here: open, closed or
 *     open again; 0 for the management account, whose history is this one
 * @param parentId the root or a unit; every account begins under the root
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
        String parentId,
        List<Tag> tags,
        Status status,
        @Nullable Instant closedAt)
        implements OrganizationPart {
    public MemberAccount {
        tags = List.copyOf(tags);
    }

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
            long openRevision,
            String parentId,
            List<Tag> tags) {
        this(
                id,
                name,
                email,
                joinedMethod,
                joinedAt,
                openRevision,
                parentId,
                tags,
                Status.ACTIVE,
                null);
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
        return new MemberAccount(
                id, name, email, joinedMethod, joinedAt, revision, parentId, tags, changed, at);
    }

    @Override
    public String partId() {
        return id.value();
    }

    public MemberAccount under(String newParentId) {
        return with(newParentId, tags);
    }

    @Override
    public MemberAccount withTags(List<Tag> newTags) {
        return with(parentId, newTags);
    }

    private MemberAccount with(String parent, List<Tag> tagged) {
        return new MemberAccount(
                id,
                name,
                email,
                joinedMethod,
                joinedAt,
                openRevision,
                parent,
                tagged,
                status,
                closedAt);
    }
}
