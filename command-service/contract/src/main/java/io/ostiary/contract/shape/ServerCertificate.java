package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** IAM API, ServerCertificate. The private key is in no answer. */
public record ServerCertificate(
        String certificateBody,
        @Nullable String certificateChain,
        ServerCertificateMetadata serverCertificateMetadata,
        List<Tag> tags) {
    public ServerCertificate {
        tags = List.copyOf(tags);
    }
}
