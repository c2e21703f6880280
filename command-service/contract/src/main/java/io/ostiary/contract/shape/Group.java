package io.ostiary.contract.shape;

import java.time.Instant;

/** IAM API, Group. */
public record Group(
        String arn, Instant createDate, String groupId, String groupName, String path) {}
