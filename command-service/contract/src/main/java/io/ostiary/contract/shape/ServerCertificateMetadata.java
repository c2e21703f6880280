package io.ostiary.contract.shape;

import java.time.Instant;

/** IAM API, ServerCertificateMetadata. */
public record ServerCertificateMetadata(
        String arn,
        Instant expiration,
        String path,
        String serverCertificateId,
        String serverCertificateName,
        Instant uploadDate) {}
