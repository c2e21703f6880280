package io.ostiary.contract.shape;

/** STS API, AssumedRoleUser. */
public record AssumedRoleUser(String arn, String assumedRoleId) {}
