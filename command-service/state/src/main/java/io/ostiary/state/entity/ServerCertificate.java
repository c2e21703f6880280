package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * @param body the certificate, PEM, as submitted
 * @param chain null when none was submitted
 * @param expiration the end of its validity
 * @param privateKey under the account's data key
 */
public record ServerCertificate(
        String id,
        String name,
        String path,
        Instant createdAt,
        String body,
        @Nullable String chain,
        Instant expiration,
        SealedSecret privateKey,
        Attachments attachments)
        implements Attachable {

    @Override
    public Table<ServerCertificate> table() {
        return Table.SERVER_CERTIFICATES;
    }

    @Override
    public String key() {
        return Names.key(name);
    }

    @Override
    public EntityId entityId() {
        return new EntityId(EntityKind.SERVER_CERTIFICATE, id);
    }

    public Arn arn(AccountId account) {
        return Arn.iam(account, "server-certificate", path, name);
    }

    @Override
    public ServerCertificate withAttachments(Attachments changed) {
        return new ServerCertificate(
                id, name, path, createdAt, body, chain, expiration, privateKey, changed);
    }

    public ServerCertificate withName(String newName, String newPath) {
        return new ServerCertificate(
                id, newName, newPath, createdAt, body, chain, expiration, privateKey, attachments);
    }
}
