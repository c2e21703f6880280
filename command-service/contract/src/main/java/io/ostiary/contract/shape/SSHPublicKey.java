package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** IAM API, SSHPublicKey. */
public record SSHPublicKey(
        String fingerprint,
        String sshPublicKeyBody,
        String sshPublicKeyId,
        String status,
        @Nullable Instant uploadDate,
        String userName) {}
