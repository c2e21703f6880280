package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * @param groupIds the groups it is in, by unique id, in the order of joining; at most ten
 */
public record User(
        String id,
        String name,
        String path,
        Instant createdAt,
        Attachments attachments,
        Credentials credentials,
        List<String> groupIds)
        implements Attachable {

    public User {
        groupIds = List.copyOf(groupIds);
    }

    @Override
    public Table<User> table() {
        return Table.USERS;
    }

    @Override
    public String key() {
        return Names.key(name);
    }

    @Override
    public EntityId entityId() {
        return new EntityId(EntityKind.USER, id);
    }

    public Arn arn(AccountId account) {
        return Arn.iam(account, "user", path, name);
    }

    @Override
    public User withAttachments(Attachments changed) {
        return new User(id, name, path, createdAt, changed, credentials, groupIds);
    }

    public User withCredentials(Credentials changed) {
        return new User(id, name, path, createdAt, attachments, changed, groupIds);
    }

    public User withName(String newName, String newPath) {
        return new User(id, newName, newPath, createdAt, attachments, credentials, groupIds);
    }

    public User joining(String groupId) {
        var ids = new ArrayList<>(groupIds);
        ids.add(groupId);
        return new User(id, name, path, createdAt, attachments, credentials, ids);
    }

    public User leaving(String groupId) {
        var ids = new ArrayList<>(groupIds);
        ids.remove(groupId);
        return new User(id, name, path, createdAt, attachments, credentials, ids);
    }
}
