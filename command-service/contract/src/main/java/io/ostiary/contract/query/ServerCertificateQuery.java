package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of server certificates (IAM API Reference). */
public sealed interface ServerCertificateQuery extends Query {

    record GetServerCertificate(String serverCertificateName) implements ServerCertificateQuery {}

    record ListServerCertificates(
            @Nullable String marker, @Nullable Integer maxItems, @Nullable String pathPrefix)
            implements ServerCertificateQuery {}

    record ListServerCertificateTags(
            @Nullable String marker, @Nullable Integer maxItems, String serverCertificateName)
            implements ServerCertificateQuery {}
}
