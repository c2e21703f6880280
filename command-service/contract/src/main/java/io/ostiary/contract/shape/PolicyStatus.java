package io.ostiary.contract.shape;

/** S3 API, PolicyStatus. */
public record PolicyStatus(boolean isPublic) {}
