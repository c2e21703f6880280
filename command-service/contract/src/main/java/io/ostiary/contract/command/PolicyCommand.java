package io.ostiary.contract.command;

import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What changes customer managed policies (IAM API Reference). */
public sealed interface PolicyCommand extends IamCommand {

    record CreatePolicy(
            @Nullable String description,
            @Nullable String path,
            String policyDocument,
            String policyName,
            List<Tag> tags)
            implements PolicyCommand {
        public CreatePolicy {
            tags = List.copyOf(tags);
        }
    }

    record DeletePolicy(String policyArn) implements PolicyCommand {}

    record CreatePolicyVersion(
            String policyArn, String policyDocument, @Nullable Boolean setAsDefault)
            implements PolicyCommand {}

    record DeletePolicyVersion(String policyArn, String versionId) implements PolicyCommand {}

    record SetDefaultPolicyVersion(String policyArn, String versionId) implements PolicyCommand {}

    record TagPolicy(String policyArn, List<Tag> tags) implements PolicyCommand {
        public TagPolicy {
            tags = List.copyOf(tags);
        }
    }

    record UntagPolicy(String policyArn, List<String> tagKeys) implements PolicyCommand {
        public UntagPolicy {
            tagKeys = List.copyOf(tagKeys);
        }
    }
}
