package io.ostiary.contract.event;

import java.time.Instant;

/** Instance profiles and the one role that each may hold. */
public sealed interface InstanceProfileEvent extends Event {

    record InstanceProfileCreated(String profileId, String name, String path, Instant at)
            implements InstanceProfileEvent {}

    record InstanceProfileDeleted(String profileId) implements InstanceProfileEvent {}

    record RoleAddedToInstanceProfile(String profileId, String roleId)
            implements InstanceProfileEvent {}

    record RoleRemovedFromInstanceProfile(String profileId, String roleId)
            implements InstanceProfileEvent {}
}
