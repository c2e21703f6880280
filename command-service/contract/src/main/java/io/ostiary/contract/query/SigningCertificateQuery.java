package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of signing certificates (IAM API Reference). */
public sealed interface SigningCertificateQuery extends Query {

    record ListSigningCertificates(
            @Nullable String marker, @Nullable Integer maxItems, @Nullable String userName)
            implements SigningCertificateQuery {}
}
