package io.ostiary.contract.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
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
     * A service-linked role is gone: its {@link RoleDeleted} comes before.
     *
     * @param taskId what its caller asks for, until it is forgotten
     * @param forgotten earlier tasks that nobody can ask for any more
     */
    record RoleDeletionTaskSucceeded(String taskId, List<String> forgotten, Instant at)
            implements RoleEvent {
        public RoleDeletionTaskSucceeded {
            forgotten = List.copyOf(forgotten);
        }
    }

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
