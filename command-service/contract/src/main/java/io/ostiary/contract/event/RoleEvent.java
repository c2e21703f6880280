package io.ostiary.contract.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/** Roles and whom they trust. */
public sealed interface RoleEvent extends Event {

    /**
     * @param maxSessionDuration seconds, 3,600 to 43,200
     */
    record RoleCreated(
            String roleId,
            String name,
            String path,
            @Nullable String description,
            int maxSessionDuration,
            TrustPolicy trust,
            Instant at)
            implements RoleEvent {}

    record RoleUpdated(String roleId, @Nullable String description, int maxSessionDuration)
            implements RoleEvent {}

    record TrustPolicyUpdated(String roleId, TrustPolicy trust) implements RoleEvent {}

    record RoleDeleted(String roleId) implements RoleEvent {}

    /**
     * @param document as submitted
     * @param principals the unique id of each user or role that the document names by ARN; one that
     *     is missing matches nobody
     */
    record TrustPolicy(String document, Map<String, String> principals) {
        public TrustPolicy {
            principals = Map.copyOf(principals);
        }
    }
}
