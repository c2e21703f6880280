package io.ostiary.state.entity;

import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * @param maxSessionDuration seconds
 */
public record Role(
        String id,
        String name,
        String path,
        Instant createdAt,
        @Nullable String description,
        int maxSessionDuration,
        TrustPolicy trust,
        Attachments attachments)
        implements Attachable {

    @Override
    public Table<Role> table() {
        return Table.ROLES;
    }

    @Override
    public String key() {
        return Names.key(name);
    }

    @Override
    public EntityId entityId() {
        return new EntityId(EntityKind.ROLE, id);
    }

    public Arn arn(AccountId account) {
        return Arn.iam(account, "role", path, name);
    }

    @Override
    public Role withAttachments(Attachments changed) {
        return new Role(id, name, path, createdAt, description, maxSessionDuration, trust, changed);
    }

    public Role withDescription(@Nullable String newDescription, int newMaxSessionDuration) {
        return new Role(
                id,
                name,
                path,
                createdAt,
                newDescription,
                newMaxSessionDuration,
                trust,
                attachments);
    }

    public Role withTrust(TrustPolicy newTrust) {
        return new Role(
                id, name, path, createdAt, description, maxSessionDuration, newTrust, attachments);
    }
}
