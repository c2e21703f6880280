package io.ostiary.contract.result;

import io.ostiary.contract.shape.ServerCertificate;
import io.ostiary.contract.shape.ServerCertificateMetadata;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about server certificates (IAM API Reference). */
public sealed interface ServerCertificateResult extends Result {

    record UploadServerCertificateResult(
            ServerCertificateMetadata serverCertificateMetadata, List<Tag> tags)
            implements ServerCertificateResult {
        public UploadServerCertificateResult {
            tags = List.copyOf(tags);
        }
    }

    record GetServerCertificateResult(ServerCertificate serverCertificate)
            implements ServerCertificateResult {}

    record ListServerCertificatesResult(
            @Nullable Boolean isTruncated,
            @Nullable String marker,
            List<ServerCertificateMetadata> serverCertificateMetadataList)
            implements ServerCertificateResult {
        public ListServerCertificatesResult {
            serverCertificateMetadataList = List.copyOf(serverCertificateMetadataList);
        }
    }

    record ListServerCertificateTagsResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<Tag> tags)
            implements ServerCertificateResult {
        public ListServerCertificateTagsResult {
            tags = List.copyOf(tags);
        }
    }
}
