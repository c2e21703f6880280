package io.ostiary.contract.event;

import java.time.Instant;

/** Groups and who is in them. */
public sealed interface GroupEvent extends Event {

    record GroupCreated(String groupId, String name, String path, Instant at)
            implements GroupEvent {}

    record GroupRenamed(String groupId, String name, String path) implements GroupEvent {}

    record GroupDeleted(String groupId) implements GroupEvent {}

    record UserAddedToGroup(String groupId, String userId) implements GroupEvent {}

    record UserRemovedFromGroup(String groupId, String userId) implements GroupEvent {}
}
