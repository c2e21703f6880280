package io.ostiary.contract.shape;

import java.time.Instant;

/** IAM API, SSHPublicKeyMetadata. */
public record SSHPublicKeyMetadata(
        String sshPublicKeyId, String status, Instant uploadDate, String userName) {}
