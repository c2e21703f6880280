package io.ostiary.contract.event;

import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Server certificates. Their tags: {@link AttachmentEvent}. */
public sealed interface ServerCertificateEvent extends Event {

    /**
     * @param body the certificate as submitted, PEM
     * @param chain the certificates that lead to its issuer, as submitted; null for none
     * @param expiration the end of its validity, as it says itself
     * @param privateKey under the account's data key, bound to account, certificate id and {@code
     *     at} as credentials are ({@link CredentialEvent})
     */
    record ServerCertificateUploaded(
            String certificateId,
            String name,
            String path,
            String body,
            @Nullable String chain,
            Instant expiration,
            SealedSecret privateKey,
            Instant at)
            implements ServerCertificateEvent {}

    record ServerCertificateRenamed(String certificateId, String name, String path)
            implements ServerCertificateEvent {}

    record ServerCertificateDeleted(String certificateId) implements ServerCertificateEvent {}
}
