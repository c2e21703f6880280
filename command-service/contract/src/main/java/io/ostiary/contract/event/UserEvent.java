package io.ostiary.contract.event;

import java.time.Instant;

/**
 * Users. Tags, policies and boundaries: {@link AttachmentEvent}; keys and passwords: {@link
 * CredentialEvent}.
 */
public sealed interface UserEvent extends Event {

    record UserCreated(String userId, String name, String path, Instant at) implements UserEvent {}

    record UserRenamed(String userId, String name, String path) implements UserEvent {}

    record UserDeleted(String userId) implements UserEvent {}
}
