package io.ostiary.policy.managed;

import java.time.Instant;

/**
 * What is known of an AWS managed policy but for its document.
 *
 * @param policyId ANPA…, derived from the ARN: AWS's own is not published with the documents
 * @param path begins and ends with a slash
 * @param attachable false for those under {@code /aws-service-role/} and {@code /root-task/}, which
 *     answer PolicyNotAttachable
 */
public record ManagedPolicy(
        String arn,
        String name,
        String path,
        String policyId,
        Instant createDate,
        Instant updateDate,
        String defaultVersionId,
        boolean attachable) {}
