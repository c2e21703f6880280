package io.ostiary.contract.command;

import org.jspecify.annotations.Nullable;

/** What changes the signing certificates of users and of root (IAM API Reference). */
public sealed interface SigningCertificateCommand extends IamCommand {

    record UploadSigningCertificate(String certificateBody, @Nullable String userName)
            implements SigningCertificateCommand {}

    record UpdateSigningCertificate(String certificateId, String status, @Nullable String userName)
            implements SigningCertificateCommand {}

    record DeleteSigningCertificate(String certificateId, @Nullable String userName)
            implements SigningCertificateCommand {}
}
