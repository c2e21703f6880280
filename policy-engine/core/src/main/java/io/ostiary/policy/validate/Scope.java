package io.ostiary.policy.validate;

import org.jspecify.annotations.Nullable;

/**
 * What every rule needs to know of the document.
 *
 * @param resourceType as the caller named it ({@code AWS::S3::Bucket}), or null
 * @param variables whether the language version has them
 */
record Scope(
        PolicyType type,
        @Nullable String resourceType,
        boolean variables,
        KnownNames names,
        Findings findings) {

    void expect(String jsonType, Place place) {
        findings.add(Check.DATA_TYPE_MISMATCH, place, jsonType);
    }
}
