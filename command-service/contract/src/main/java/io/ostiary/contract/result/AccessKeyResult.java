package io.ostiary.contract.result;

import io.ostiary.contract.shape.AccessKey;
import io.ostiary.contract.shape.AccessKeyLastUsed;
import io.ostiary.contract.shape.AccessKeyMetadata;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about access keys (IAM API Reference). */
public sealed interface AccessKeyResult extends Result {

    record CreateAccessKeyResult(AccessKey accessKey) implements AccessKeyResult {}

    record ListAccessKeysResult(
            List<AccessKeyMetadata> accessKeyMetadata,
            @Nullable Boolean isTruncated,
            @Nullable String marker)
            implements AccessKeyResult {
        public ListAccessKeysResult {
            accessKeyMetadata = List.copyOf(accessKeyMetadata);
        }
    }

    record GetAccessKeyLastUsedResult(
            @Nullable AccessKeyLastUsed accessKeyLastUsed, @Nullable String userName)
            implements AccessKeyResult {}
}
