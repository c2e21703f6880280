package io.ostiary.contract.event;

import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What an owner holds besides access keys and a password: SSH public keys, credentials for one
 * service, signing certificates. The owner is a user; of certificates it may be root. A password is
 * sealed at rest as access keys' secrets are: bound to the account, the credential's id and, as its
 * version, the {@code at} of the event that brings it.
 */
public sealed interface HeldCredentialEvent extends Event {

    /** What is held. */
    enum Kind {
        SSH_PUBLIC_KEY,
        SERVICE_SPECIFIC_CREDENTIAL,
        SIGNING_CERTIFICATE
    }

    /**
     * @param body as uploaded
     * @param fingerprint the MD5 digest that AWS shows
     */
    record SshPublicKeyUploaded(
            EntityId owner, String keyId, String body, String fingerprint, Instant at)
            implements HeldCredentialEvent {}

    /**
     * @param publicName the service user name, of an API key the alias
     * @param password under the account's data key
     * @param expiresAt null for never
     */
    record ServiceSpecificCredentialCreated(
            EntityId owner,
            String credentialId,
            String serviceName,
            String publicName,
            SealedSecret password,
            @Nullable Instant expiresAt,
            Instant at)
            implements HeldCredentialEvent {}

    /**
     * @param password under the account's data key; the one before is void
     */
    record ServiceSpecificCredentialReset(
            EntityId owner, String credentialId, SealedSecret password, Instant at)
            implements HeldCredentialEvent {}

    /**
     * @param body as uploaded
     * @param fingerprint the SHA-256 digest of its DER form in hexadecimal digits
     */
    record SigningCertificateUploaded(
            EntityId owner, String certificateId, String body, String fingerprint, Instant at)
            implements HeldCredentialEvent {}

    record HeldCredentialStatusSet(EntityId owner, Kind kind, String id, boolean active)
            implements HeldCredentialEvent {}

    record HeldCredentialDeleted(EntityId owner, Kind kind, String id)
            implements HeldCredentialEvent {}
}
