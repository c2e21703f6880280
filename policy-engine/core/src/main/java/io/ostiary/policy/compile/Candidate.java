package io.ostiary.policy.compile;

import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

/**
 * A statement as {@link Filing} finds it: as a whole, or by one of its resources. Made once for a
 * statement, and shared by the indexes of all who have it.
 *
 * @param fingerprint of its actions
 * @param pattern the resource by which it was found; null for all of them
 */
record Candidate(long fingerprint, CompiledStatement statement, @Nullable ArnPattern pattern) {

    Grant grant(AuthorizationRequest request, boolean bounded) {
        if (!ActionFingerprint.mayConcern(fingerprint, ActionFingerprint.of(request.action()))) {
            return Grant.NONE;
        }
        return pattern == null
                ? statement.applies(request, bounded)
                : statement.applies(pattern, request, bounded);
    }
}
