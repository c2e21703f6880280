package io.ostiary.state.entity;

import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * @param publicName the service user name, of an API key the alias; it stays when the user is
 *     renamed
 * @param password under the account's data key, as of {@code passwordSetAt}; of some services its
 *     hash only, see {@link CredentialService#keepsHashes}
 * @param expiresAt null for never
 */
public record ServiceSpecificCredential(
        EntityId owner,
        String id,
        boolean active,
        String serviceName,
        String publicName,
        SealedSecret password,
        Instant passwordSetAt,
        @Nullable Instant expiresAt,
        Instant createdAt)
        implements HeldCredential {

    @Override
    public Table<ServiceSpecificCredential> table() {
        return Table.SERVICE_SPECIFIC_CREDENTIALS;
    }

    @Override
    public ServiceSpecificCredential withStatus(boolean nowActive) {
        return new ServiceSpecificCredential(
                owner,
                id,
                nowActive,
                serviceName,
                publicName,
                password,
                passwordSetAt,
                expiresAt,
                createdAt);
    }

    public ServiceSpecificCredential withPassword(SealedSecret changed, Instant at) {
        return new ServiceSpecificCredential(
                owner, id, active, serviceName, publicName, changed, at, expiresAt, createdAt);
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
