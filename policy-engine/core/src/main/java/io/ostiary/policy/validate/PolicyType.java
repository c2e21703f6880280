package io.ostiary.policy.validate;

/** What a document is to be (Access Analyzer API Reference, ValidatePolicy). */
public enum PolicyType {
    IDENTITY_POLICY,
    RESOURCE_POLICY,
    SERVICE_CONTROL_POLICY,
    RESOURCE_CONTROL_POLICY;

    /** Whether its statements have no Principal. */
    boolean isWithoutPrincipal() {
        return this == IDENTITY_POLICY || this == SERVICE_CONTROL_POLICY;
    }
}
