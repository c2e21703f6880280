package io.ostiary.state.entity;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * A service that takes credentials of its own (IAM API Reference, CreateServiceSpecificCredential:
 * "Amazon Bedrock, Amazon CloudWatch Logs, CodeCommit and Amazon Keyspaces"), and Ostiary's
 * authorize API. Some want a user name and a password, others an API key: a bearer token that
 * begins with letters of the service's and holds alias and secret.
 */
public enum CredentialService {
    CODECOMMIT("codecommit.amazonaws.com", null),
    KEYSPACES("cassandra.amazonaws.com", null),
    /** The letters as in answers that users of AWS show. */
    BEDROCK("bedrock.amazonaws.com", "ABSK"),
    /** The letters are those of another emulator; no answer of AWS's was found. */
    CLOUDWATCH_LOGS("logs.amazonaws.com", "ACWL"),
    /** Ours. */
    AUTHORIZE("authorize.ostiary", "OSAK");

    private final String serviceName;
    private final @Nullable String tokenPrefix;

    CredentialService(String serviceName, @Nullable String tokenPrefix) {
        this.serviceName = serviceName;
        this.tokenPrefix = tokenPrefix;
    }

    /** By the name on the wire. */
    public static Optional<CredentialService> named(String serviceName) {
        for (CredentialService service : values()) {
            if (service.serviceName.equals(serviceName)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    public String serviceName() {
        return serviceName;
    }

    /** What an API key begins with; null for a service that wants a password. */
    public @Nullable String tokenPrefix() {
        return tokenPrefix;
    }

    public boolean takesApiKeys() {
        return tokenPrefix != null;
    }

    /** Whether of its secrets only a hash is kept: true where we are the ones who compare them. */
    public boolean keepsHashes() {
        return this == AUTHORIZE;
    }
}
