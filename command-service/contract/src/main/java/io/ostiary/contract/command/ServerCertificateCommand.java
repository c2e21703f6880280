package io.ostiary.contract.command;

import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What changes server certificates (IAM API Reference). */
public sealed interface ServerCertificateCommand extends IamCommand {

    record UploadServerCertificate(
            String certificateBody,
            @Nullable String certificateChain,
            @Nullable String path,
            SealedPrivateKey privateKey,
            String serverCertificateName,
            List<Tag> tags)
            implements ServerCertificateCommand {
        public UploadServerCertificate {
            tags = List.copyOf(tags);
        }
    }

    record UpdateServerCertificate(
            @Nullable String newPath,
            @Nullable String newServerCertificateName,
            String serverCertificateName)
            implements ServerCertificateCommand {}

    record DeleteServerCertificate(String serverCertificateName)
            implements ServerCertificateCommand {}

    record TagServerCertificate(String serverCertificateName, List<Tag> tags)
            implements ServerCertificateCommand {
        public TagServerCertificate {
            tags = List.copyOf(tags);
        }
    }

    record UntagServerCertificate(String serverCertificateName, List<String> tagKeys)
            implements ServerCertificateCommand {
        public UntagServerCertificate {
            tagKeys = List.copyOf(tagKeys);
        }
    }
}
