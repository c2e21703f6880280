package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;

import java.time.Instant;

/** A group; who is in it: {@link GroupMember}. */
public record Group(String id, String name, String path, Instant createdAt, Attachments attachments)
        implements Attachable {

    @Override
    public Table<Group> table() {
        return Table.GROUPS;
    }

    @Override
    public String key() {
        return Names.key(name);
    }

    @Override
    public EntityId entityId() {
        return new EntityId(EntityKind.GROUP, id);
    }

    public Arn arn(AccountId account) {
        return Arn.iam(account, "group", path, name);
    }

    @Override
    public Group withAttachments(Attachments changed) {
        return new Group(id, name, path, createdAt, changed);
    }

    public Group withName(String newName, String newPath) {
        return new Group(id, newName, newPath, createdAt, attachments);
    }
}
