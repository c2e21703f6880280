package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of MFA devices (IAM API Reference). */
public sealed interface MfaDeviceQuery extends Query {

    record ListMFADevices(
            @Nullable String marker, @Nullable Integer maxItems, @Nullable String userName)
            implements MfaDeviceQuery {}

    record ListVirtualMFADevices(
            @Nullable String assignmentStatus, @Nullable String marker, @Nullable Integer maxItems)
            implements MfaDeviceQuery {}
}
