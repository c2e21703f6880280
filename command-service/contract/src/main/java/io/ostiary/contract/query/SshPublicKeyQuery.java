package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of users' SSH public keys (IAM API Reference). */
public sealed interface SshPublicKeyQuery extends Query {

    record GetSSHPublicKey(String encoding, String sshPublicKeyId, String userName)
            implements SshPublicKeyQuery {}

    record ListSSHPublicKeys(
            @Nullable String marker, @Nullable Integer maxItems, @Nullable String userName)
            implements SshPublicKeyQuery {}
}
