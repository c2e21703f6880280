package io.ostiary.state.entity;

import io.ostiary.contract.id.EntityId;

/** A named thing with a unique id, on which tags and, for some, policies hang. */
public sealed interface Attachable extends Entity
        permits User, Group, Role, ManagedPolicy, InstanceProfile, ServerCertificate {

    EntityId entityId();

    String name();

    String path();

    Attachments attachments();

    Attachable withAttachments(Attachments attachments);
}
