package io.ostiary.contract.result;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The answers about resources by ARN, by the service {@code ostiary}. */
public sealed interface ResourceResult extends Result {

    /**
     * @param policy null where only tags are kept
     * @param revision of the account, by which that is so
     */
    record GetResourcePolicyResult(
            String arn, @Nullable String policy, Map<String, String> tags, long revision)
            implements ResourceResult {
        public GetResourcePolicyResult {
            tags = Map.copyOf(tags);
        }
    }
}
