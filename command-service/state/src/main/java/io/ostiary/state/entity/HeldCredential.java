package io.ostiary.state.entity;

import io.ostiary.contract.event.HeldCredentialEvent.Kind;
import io.ostiary.contract.id.EntityId;

import java.time.Instant;

/**
 * What an owner holds besides access keys and a password. Each is an entity of its own: bodies are
 * up to 16 KB, and a user is read far more often than they are. Keyed by the owner's unique id, so
 * that renaming a user does not move them.
 */
public sealed interface HeldCredential extends Entity
        permits SshPublicKey, ServiceSpecificCredential, SigningCertificate {

    /** What the keys of an owner's begin with, in each table. */
    static String prefix(EntityId owner) {
        return owner.uniqueId() + "/";
    }

    static String key(EntityId owner, String id) {
        return prefix(owner) + id;
    }

    static Table<? extends HeldCredential> table(Kind kind) {
        return switch (kind) {
            case SSH_PUBLIC_KEY -> Table.SSH_PUBLIC_KEYS;
            case SERVICE_SPECIFIC_CREDENTIAL -> Table.SERVICE_SPECIFIC_CREDENTIALS;
            case SIGNING_CERTIFICATE -> Table.SIGNING_CERTIFICATES;
        };
    }

    EntityId owner();

    String id();

    boolean active();

    Instant createdAt();

    HeldCredential withStatus(boolean nowActive);

    @Override
    Table<? extends HeldCredential> table();

    @Override
    default String key() {
        return key(owner(), id());
    }
}
