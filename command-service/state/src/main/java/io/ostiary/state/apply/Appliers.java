package io.ostiary.state.apply;

import io.ostiary.contract.event.AccountEvent;
import io.ostiary.contract.event.AttachmentEvent;
import io.ostiary.contract.event.CredentialEvent;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.FollowUpEvent;
import io.ostiary.contract.event.GroupEvent;
import io.ostiary.contract.event.InstanceProfileEvent;
import io.ostiary.contract.event.OrganizationEvent;
import io.ostiary.contract.event.PolicyEvent;
import io.ostiary.contract.event.RegistryEvent;
import io.ostiary.contract.event.RoleEvent;
import io.ostiary.contract.event.UserEvent;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

/** Finds the applier of an event's family. */
public final class Appliers {

    private Appliers() {}

    /**
     * @throws io.ostiary.state.view.Defect when the view cannot have led to this event
     */
    public static Changes changes(AccountView view, EventEnvelope envelope) {
        return switch (envelope.event()) {
            case AccountEvent event -> AccountApplier.changes(view, event);
            case UserEvent event -> UserApplier.changes(view, event);
            case GroupEvent event -> GroupApplier.changes(view, event);
            case RoleEvent event -> RoleApplier.changes(view, event);
            case PolicyEvent event -> PolicyApplier.changes(view, event);
            case InstanceProfileEvent event -> InstanceProfileApplier.changes(view, event);
            case CredentialEvent event -> CredentialApplier.changes(view, event);
            case AttachmentEvent event -> AttachmentApplier.changes(view, event);
            case OrganizationEvent event -> OrganizationApplier.changes(view, event);
            case RegistryEvent event -> RegistryApplier.changes(view, event);
            case FollowUpEvent event -> FollowUpApplier.changes(view, event);
        };
    }
}
