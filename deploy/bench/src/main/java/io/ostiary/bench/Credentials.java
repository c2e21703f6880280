package io.ostiary.bench;

import io.ostiary.contract.secret.Secret;

import org.jspecify.annotations.Nullable;

/** What the load driver signs with. */
record Credentials(String accessKeyId, Secret secret, @Nullable String sessionToken) {}
