package io.ostiary.contract.shape;

import java.time.Instant;

/** IAM API, MFADevice. */
public record MFADevice(Instant enableDate, String serialNumber, String userName) {}
