package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * @param roleId the one role it holds; null when it is empty
 */
public record InstanceProfile(
        String id,
        String name,
        String path,
        Instant createdAt,
        @Nullable String roleId,
        Attachments attachments)
        implements Attachable {

    @Override
    public Table<InstanceProfile> table() {
        return Table.INSTANCE_PROFILES;
    }

    @Override
    public String key() {
        return Names.key(name);
    }

    @Override
    public EntityId entityId() {
        return new EntityId(EntityKind.INSTANCE_PROFILE, id);
    }

    public Arn arn(AccountId account) {
        return Arn.iam(account, "instance-profile", path, name);
    }

    @Override
    public InstanceProfile withAttachments(Attachments changed) {
        return new InstanceProfile(id, name, path, createdAt, roleId, changed);
    }

    public InstanceProfile withRole(@Nullable String newRoleId) {
        return new InstanceProfile(id, name, path, createdAt, newRoleId, attachments);
    }
}
