package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A customer managed policy.
 *
 * @param defaultVersion the number of its default version
 * @param versions by rising number, at most five
 * @param nextVersion the number that the next version takes; numbers are never used twice
 */
public record ManagedPolicy(
        String id,
        String name,
        String path,
        @Nullable String description,
        Instant createdAt,
        Instant updatedAt,
        int defaultVersion,
        List<Version> versions,
        int nextVersion,
        Attachments attachments)
        implements Attachable {

    public ManagedPolicy {
        versions = List.copyOf(versions);
    }

    /** One version; its id on the wire is v and the number. */
    public record Version(int number, String document, Instant createdAt) {
        public String id() {
            return "v" + number;
        }
    }

    public Version defaultDocument() {
        var version = version(defaultVersion);
        if (version == null) {
            throw new IllegalStateException("a policy without its default version");
        }
        return version;
    }

    public @Nullable Version version(int number) {
        for (Version version : versions) {
            if (version.number() == number) {
                return version;
            }
        }
        return null;
    }

    @Override
    public Table<ManagedPolicy> table() {
        return Table.POLICIES;
    }

    @Override
    public String key() {
        return Names.key(name);
    }

    @Override
    public EntityId entityId() {
        return new EntityId(EntityKind.POLICY, id);
    }

    public Arn arn(AccountId account) {
        return Arn.iam(account, "policy", path, name);
    }

    @Override
    public ManagedPolicy withAttachments(Attachments changed) {
        return new ManagedPolicy(
                id,
                name,
                path,
                description,
                createdAt,
                updatedAt,
                defaultVersion,
                versions,
                nextVersion,
                changed);
    }

    public ManagedPolicy withVersions(
            List<Version> newVersions, int newDefault, int newNextVersion, Instant at) {
        return new ManagedPolicy(
                id,
                name,
                path,
                description,
                createdAt,
                at,
                newDefault,
                newVersions,
                newNextVersion,
                attachments);
    }
}
