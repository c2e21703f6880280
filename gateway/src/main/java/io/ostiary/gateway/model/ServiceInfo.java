package io.ostiary.gateway.model;

/**
 * What every call to a service has in common.
 *
 * @param id the service's own spelling, such as {@code IAM}
 * @param signingName the service in a credential scope, such as {@code iam}
 * @param xmlNamespace empty for a JSON service
 * @param targetPrefix what stands before the dot in {@code X-Amz-Target}; empty for a query service
 */
public record ServiceInfo(
        String id,
        String signingName,
        String version,
        Protocol protocol,
        String xmlNamespace,
        String targetPrefix) {}
