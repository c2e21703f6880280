package io.ostiary.contract.event;

/** A fact of one account's history. */
public sealed interface Event
        permits AccountEvent,
                UserEvent,
                GroupEvent,
                RoleEvent,
                PolicyEvent,
                InstanceProfileEvent,
                ServerCertificateEvent,
                CredentialEvent,
                HeldCredentialEvent,
                AttachmentEvent,
                OrganizationEvent,
                ResourceEvent,
                RegistryEvent,
                FollowUpEvent {}
