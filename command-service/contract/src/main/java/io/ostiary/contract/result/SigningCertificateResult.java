package io.ostiary.contract.result;

import io.ostiary.contract.shape.SigningCertificate;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about signing certificates (IAM API Reference). */
public sealed interface SigningCertificateResult extends Result {

    record UploadSigningCertificateResult(SigningCertificate certificate)
            implements SigningCertificateResult {}

    record ListSigningCertificatesResult(
            List<SigningCertificate> certificates,
            @Nullable Boolean isTruncated,
            @Nullable String marker)
            implements SigningCertificateResult {
        public ListSigningCertificatesResult {
            certificates = List.copyOf(certificates);
        }
    }
}
