package io.ostiary.contract.shape;

import io.ostiary.contract.secret.Secret;

import java.time.Instant;

/**
 * Short-lived credentials (STS API, Credentials). The secret parts exist only on the way to the
 * caller.
 */
public record Credentials(
        String accessKeyId, Instant expiration, Secret secretAccessKey, Secret sessionToken) {}
