package io.ostiary.contract.result;

import io.ostiary.contract.shape.SSHPublicKey;
import io.ostiary.contract.shape.SSHPublicKeyMetadata;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about SSH public keys (IAM API Reference). */
public sealed interface SshPublicKeyResult extends Result {

    record UploadSSHPublicKeyResult(SSHPublicKey sshPublicKey) implements SshPublicKeyResult {}

    record GetSSHPublicKeyResult(SSHPublicKey sshPublicKey) implements SshPublicKeyResult {}

    record ListSSHPublicKeysResult(
            @Nullable Boolean isTruncated,
            @Nullable String marker,
            List<SSHPublicKeyMetadata> sshPublicKeys)
            implements SshPublicKeyResult {
        public ListSSHPublicKeysResult {
            sshPublicKeys = List.copyOf(sshPublicKeys);
        }
    }
}
