package io.ostiary.state.entity;

import io.ostiary.contract.id.EntityId;

import java.time.Instant;

/**
 * @param body PEM, as uploaded
 * @param fingerprint the SHA-256 digest of its DER form in hexadecimal digits
 */
public record SigningCertificate(
        EntityId owner,
        String id,
        boolean active,
        String body,
        String fingerprint,
        Instant createdAt)
        implements HeldCredential {

    @Override
    public Table<SigningCertificate> table() {
        return Table.SIGNING_CERTIFICATES;
    }

    @Override
    public SigningCertificate withStatus(boolean nowActive) {
        return new SigningCertificate(owner, id, nowActive, body, fingerprint, createdAt);
    }
}
