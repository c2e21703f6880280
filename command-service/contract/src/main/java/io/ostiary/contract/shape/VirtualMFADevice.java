package io.ostiary.contract.shape;

import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** IAM API, VirtualMFADevice. Its seed is told once, when it is made; no list has it. */
public record VirtualMFADevice(
        @Nullable SealedSecret base32StringSeed,
        @Nullable Instant enableDate,
        @Nullable SealedSecret qrCodePNG,
        String serialNumber,
        List<Tag> tags,
        @Nullable User user) {
    public VirtualMFADevice {
        tags = List.copyOf(tags);
    }
}
