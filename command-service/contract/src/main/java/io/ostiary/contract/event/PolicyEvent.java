package io.ostiary.contract.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Customer managed policies and their versions. */
public sealed interface PolicyEvent extends Event {

    /** Comes with version v1, its default. */
    record PolicyCreated(
            String policyId,
            String name,
            String path,
            @Nullable String description,
            String document,
            Instant at)
            implements PolicyEvent {}

    record PolicyDeleted(String policyId) implements PolicyEvent {}

    /**
     * @param number 2 for v2; never used again after a delete
     */
    record PolicyVersionCreated(
            String policyId, int number, String document, boolean setAsDefault, Instant at)
            implements PolicyEvent {}

    record PolicyVersionDeleted(String policyId, int number, Instant at) implements PolicyEvent {}

    record DefaultPolicyVersionSet(String policyId, int number, Instant at)
            implements PolicyEvent {}
}
