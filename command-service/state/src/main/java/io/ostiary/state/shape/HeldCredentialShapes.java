package io.ostiary.state.shape;

import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.SSHPublicKey;
import io.ostiary.contract.shape.SSHPublicKeyMetadata;
import io.ostiary.contract.shape.ServiceSpecificCredentialMetadata;
import io.ostiary.state.entity.CredentialService;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.ServiceSpecificCredential;
import io.ostiary.state.entity.SigningCertificate;
import io.ostiary.state.entity.SshPublicKey;

import java.time.Instant;

/** IAM's structures of SSH public keys, service-specific credentials and signing certificates. */
public final class HeldCredentialShapes {

    private HeldCredentialShapes() {}

    /**
     * @param body in the encoding that was asked for
     */
    public static SSHPublicKey sshPublicKey(SshPublicKey key, String userName, String body) {
        return new SSHPublicKey(
                key.fingerprint(), body, key.id(), status(key), key.createdAt(), userName);
    }

    public static SSHPublicKeyMetadata sshPublicKeyMetadata(SshPublicKey key, String userName) {
        return new SSHPublicKeyMetadata(key.id(), status(key), key.createdAt(), userName);
    }

    public static io.ostiary.contract.shape.SigningCertificate signingCertificate(
            SigningCertificate certificate, String userName) {
        return new io.ostiary.contract.shape.SigningCertificate(
                certificate.body(),
                certificate.id(),
                status(certificate),
                certificate.createdAt(),
                userName);
    }

    /**
     * As it is told once: with its secret.
     *
     * @param secret under the command's reply key
     */
    public static io.ostiary.contract.shape.ServiceSpecificCredential serviceSpecificCredential(
            ServiceSpecificCredential credential,
            String userName,
            SealedSecret secret,
            Instant now) {
        boolean apiKey = isApiKey(credential);
        return new io.ostiary.contract.shape.ServiceSpecificCredential(
                credential.createdAt(),
                credential.expiresAt(),
                apiKey ? credential.publicName() : null,
                apiKey ? secret : null,
                credential.serviceName(),
                apiKey ? null : secret,
                credential.id(),
                apiKey ? null : credential.publicName(),
                status(credential, now),
                userName);
    }

    public static ServiceSpecificCredentialMetadata serviceSpecificCredentialMetadata(
            ServiceSpecificCredential credential, String userName, Instant now) {
        boolean apiKey = isApiKey(credential);
        return new ServiceSpecificCredentialMetadata(
                credential.createdAt(),
                credential.expiresAt(),
                apiKey ? credential.publicName() : null,
                credential.serviceName(),
                credential.id(),
                apiKey ? null : credential.publicName(),
                status(credential, now),
                userName);
    }

    private static boolean isApiKey(ServiceSpecificCredential credential) {
        return CredentialService.named(credential.serviceName())
                .filter(CredentialService::takesApiKeys)
                .isPresent();
    }

    private static String status(HeldCredential credential) {
        return credential.active() ? "Active" : "Inactive";
    }

    private static String status(ServiceSpecificCredential credential, Instant now) {
        return credential.isExpired(now) ? "Expired" : status(credential);
    }
}
