package io.ostiary.state.entity;

import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The long-lived credentials of a user or of root. */
public record Credentials(List<AccessKey> accessKeys, @Nullable LoginProfile loginProfile) {

    public static final Credentials NONE = new Credentials(List.of(), null);

    public Credentials {
        accessKeys = List.copyOf(accessKeys);
    }

    /**
     * @param secret under the account's data key
     */
    public record AccessKey(String id, boolean active, SealedSecret secret, Instant createdAt) {}

    /**
     * @param passwordSetAt for the maximum age of the account's password policy
     */
    public record LoginProfile(
            SealedSecret passwordHash,
            boolean resetRequired,
            Instant createdAt,
            Instant passwordSetAt) {}

    public @Nullable AccessKey accessKey(String id) {
        for (AccessKey key : accessKeys) {
            if (key.id().equals(id)) {
                return key;
            }
        }
        return null;
    }

    public Credentials with(AccessKey added) {
        var keys = new ArrayList<>(accessKeys);
        keys.add(added);
        return new Credentials(keys, loginProfile);
    }

    public Credentials without(String accessKeyId) {
        var keys = new ArrayList<>(accessKeys);
        keys.removeIf(key -> key.id().equals(accessKeyId));
        return new Credentials(keys, loginProfile);
    }

    public Credentials withStatus(String accessKeyId, boolean active) {
        UnaryOperator<AccessKey> change =
                key ->
                        key.id().equals(accessKeyId)
                                ? new AccessKey(key.id(), active, key.secret(), key.createdAt())
                                : key;
        return new Credentials(accessKeys.stream().map(change).toList(), loginProfile);
    }

    public Credentials with(@Nullable LoginProfile profile) {
        return new Credentials(accessKeys, profile);
    }
}
