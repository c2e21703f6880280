package io.ostiary.contract.shape;

/** IAM API, PolicyDetail: an inline policy. */
public record PolicyDetail(String policyDocument, String policyName) {}
