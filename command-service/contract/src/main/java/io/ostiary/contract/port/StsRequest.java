package io.ostiary.contract.port;

import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.PolicyDescriptor;
import io.ostiary.contract.shape.ProvidedContext;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What the engine answers without the log: the STS operations (STS API Reference). */
public sealed interface StsRequest {

    record GetCallerIdentity() implements StsRequest {}

    record AssumeRole(
            @Nullable Integer durationSeconds,
            @Nullable String externalId,
            @Nullable String policy,
            List<PolicyDescriptor> policyArns,
            List<ProvidedContext> providedContexts,
            String roleArn,
            String roleSessionName,
            @Nullable String serialNumber,
            @Nullable String sourceIdentity,
            List<Tag> tags,
            @Nullable Secret tokenCode,
            List<String> transitiveTagKeys)
            implements StsRequest {
        public AssumeRole {
            policyArns = List.copyOf(policyArns);
            providedContexts = List.copyOf(providedContexts);
            tags = List.copyOf(tags);
            transitiveTagKeys = List.copyOf(transitiveTagKeys);
        }
    }

    record GetSessionToken(
            @Nullable Integer durationSeconds,
            @Nullable String serialNumber,
            @Nullable Secret tokenCode)
            implements StsRequest {}

    record DecodeAuthorizationMessage(String encodedMessage) implements StsRequest {}

    record GetAccessKeyInfo(String accessKeyId) implements StsRequest {}
}
