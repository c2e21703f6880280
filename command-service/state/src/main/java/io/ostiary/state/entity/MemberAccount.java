package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.Tag;

import java.time.Instant;
import java.util.List;

/**
 * An account of the organization, the management account included.
 *
 * @param joinedMethod INVITED for the management account, CREATED for the others
 * @param openRevision of its own history, by which it is open; 0 for the management account, whose
 *     history is this one
 * @param parentId the root or a unit; every account begins under the root
 */
public record MemberAccount(
        AccountId id,
        String name,
        String email,
        String joinedMethod,
        Instant joinedAt,
        long openRevision,
        String parentId,
        List<Tag> tags)
        implements OrganizationPart {
    public MemberAccount {
        tags = List.copyOf(tags);
    }

    @Override
    public Table<MemberAccount> table() {
        return Table.MEMBER_ACCOUNTS;
    }

    @Override
    public String key() {
        return id.value();
    }

    @Override
    public String partId() {
        return id.value();
    }

    public MemberAccount under(String newParentId) {
        return new MemberAccount(
                id, name, email, joinedMethod, joinedAt, openRevision, newParentId, tags);
    }

    @Override
    public MemberAccount withTags(List<Tag> newTags) {
        return new MemberAccount(
                id, name, email, joinedMethod, joinedAt, openRevision, parentId, newTags);
    }
}
