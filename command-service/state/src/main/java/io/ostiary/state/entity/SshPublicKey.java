package io.ostiary.state.entity;

import io.ostiary.contract.id.EntityId;

import java.time.Instant;

/**
 * @param body as uploaded: one line of OpenSSH's, or PEM
 * @param fingerprint the MD5 digest that AWS shows
 */
public record SshPublicKey(
        EntityId owner,
        String id,
        boolean active,
        String body,
        String fingerprint,
        Instant createdAt)
        implements HeldCredential {

    @Override
    public Table<SshPublicKey> table() {
        return Table.SSH_PUBLIC_KEYS;
    }

    @Override
    public SshPublicKey withStatus(boolean nowActive) {
        return new SshPublicKey(owner, id, nowActive, body, fingerprint, createdAt);
    }
}
