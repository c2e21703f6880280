package io.ostiary.contract.result;

import io.ostiary.contract.shape.MFADevice;
import io.ostiary.contract.shape.VirtualMFADevice;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about MFA devices (IAM API Reference). */
public sealed interface MfaDeviceResult extends Result {

    record ListMFADevicesResult(
            @Nullable Boolean isTruncated, List<MFADevice> mfaDevices, @Nullable String marker)
            implements MfaDeviceResult {
        public ListMFADevicesResult {
            mfaDevices = List.copyOf(mfaDevices);
        }
    }

    record ListVirtualMFADevicesResult(
            @Nullable Boolean isTruncated,
            @Nullable String marker,
            List<VirtualMFADevice> virtualMFADevices)
            implements MfaDeviceResult {
        public ListVirtualMFADevicesResult {
            virtualMFADevices = List.copyOf(virtualMFADevices);
        }
    }
}
