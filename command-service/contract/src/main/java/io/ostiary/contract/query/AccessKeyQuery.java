package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of access keys (IAM API Reference). */
public sealed interface AccessKeyQuery extends Query {

    record ListAccessKeys(
            @Nullable String marker, @Nullable Integer maxItems, @Nullable String userName)
            implements AccessKeyQuery {}

    record GetAccessKeyLastUsed(String accessKeyId) implements AccessKeyQuery {}
}
