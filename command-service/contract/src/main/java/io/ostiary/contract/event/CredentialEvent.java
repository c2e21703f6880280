package io.ostiary.contract.event;

import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Long-lived credentials. Their owner is a user or root. What is sealed at rest is bound to the
 * account, the entity (the access key id; of a password the owner's unique id) and, as its version,
 * the event's {@code at} in milliseconds since 1970: an older ciphertext put back does not open.
 */
public sealed interface CredentialEvent extends Event {

    /**
     * @param secret under the account's data key
     */
    record AccessKeyCreated(EntityId owner, String accessKeyId, SealedSecret secret, Instant at)
            implements CredentialEvent {}

    record AccessKeyStatusSet(EntityId owner, String accessKeyId, boolean active)
            implements CredentialEvent {}

    record AccessKeyDeleted(EntityId owner, String accessKeyId) implements CredentialEvent {}

    /**
     * @param passwordHash an Argon2id hash under the account's data key
     */
    record LoginProfileCreated(
            EntityId owner, SealedSecret passwordHash, boolean resetRequired, Instant at)
            implements CredentialEvent {}

    record LoginProfilePasswordSet(EntityId owner, SealedSecret passwordHash, Instant at)
            implements CredentialEvent {}

    record LoginProfileResetRequiredSet(EntityId owner, boolean resetRequired)
            implements CredentialEvent {}

    record LoginProfileDeleted(EntityId owner) implements CredentialEvent {}

    /**
     * Of the uses within a quarter of an hour the first.
     *
     * @param credentialId an access key id; the unique id of a role, which is used by its sessions;
     *     of a password its owner's unique id
     * @param service null of a password, as is the region
     */
    record CredentialUsed(
            String credentialId, @Nullable String service, @Nullable String region, Instant at)
            implements CredentialEvent {}
}
