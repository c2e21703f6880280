package io.ostiary.contract.event;

import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.secret.SealedSecret;

import java.time.Instant;

/** Long-lived credentials. Their owner is a user or root. */
public sealed interface CredentialEvent extends Event {

    /**
     * @param secret under the account's data key, bound to account, key id and version
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
}
