package io.ostiary.contract.event;

import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.shape.Tag;

import java.util.List;

/**
 * What hangs on users, groups, roles, policies, instance profiles and server certificates alike:
 * policies, boundaries, tags.
 */
public sealed interface AttachmentEvent extends Event {

    record PolicyAttached(EntityId target, String policyArn) implements AttachmentEvent {}

    record PolicyDetached(EntityId target, String policyArn) implements AttachmentEvent {}

    record InlinePolicyPut(EntityId target, String name, String document)
            implements AttachmentEvent {}

    record InlinePolicyDeleted(EntityId target, String name) implements AttachmentEvent {}

    record PermissionsBoundarySet(EntityId target, String policyArn) implements AttachmentEvent {}

    record PermissionsBoundaryRemoved(EntityId target) implements AttachmentEvent {}

    /** Adds the tags; one whose key is there already, ignoring case, is replaced. */
    record Tagged(EntityId target, List<Tag> tags) implements AttachmentEvent {
        public Tagged {
            tags = List.copyOf(tags);
        }
    }

    record Untagged(EntityId target, List<String> keys) implements AttachmentEvent {
        public Untagged {
            keys = List.copyOf(keys);
        }
    }
}
