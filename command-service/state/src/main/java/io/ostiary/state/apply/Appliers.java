package io.ostiary.state.apply;

import io.ostiary.contract.event.AccountEvent;
import io.ostiary.contract.event.AttachmentEvent;
import io.ostiary.contract.event.CredentialEvent;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.FollowUpEvent;
import io.ostiary.contract.event.GroupEvent;
import io.ostiary.contract.event.HeldCredentialEvent;
import io.ostiary.contract.event.InstanceProfileEvent;
import io.ostiary.contract.event.OrganizationEvent;
import io.ostiary.contract.event.PolicyEvent;
import io.ostiary.contract.event.RegistryEvent;
import io.ostiary.contract.event.ResourceEvent;
import io.ostiary.contract.event.RoleEvent;
import io.ostiary.contract.event.ServerCertificateEvent;
import io.ostiary.contract.event.UserEvent;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.Defect;
import io.ostiary.state.view.OutOfSequence;

/** Finds the applier of an event's family. */
public final class Appliers {

    private Appliers() {}

    /**
     * What the next event of an account changes.
     *
     * @throws OutOfSequence when it is not the next one
     * @throws Defect when it is another account's, or the view cannot have led to it
     */
    public static Changes changesOfNext(AccountView view, EventEnvelope event) {
        if (!event.account().equals(view.id())) {
            throw new Defect("an event of " + event.account() + " in " + view.id());
        }
        if (event.revision() != view.revision() + 1) {
            throw new OutOfSequence(view.id(), view.revision() + 1, event.revision());
        }
        return changes(view, event);
    }

    private static Changes changes(AccountView view, EventEnvelope envelope) {
        return switch (envelope.event()) {
            case AccountEvent event -> AccountApplier.changes(view, event);
            case UserEvent event -> UserApplier.changes(view, event);
            case GroupEvent event -> GroupApplier.changes(view, event);
            case RoleEvent event -> RoleApplier.changes(view, event);
            case PolicyEvent event -> PolicyApplier.changes(view, event);
            case InstanceProfileEvent event -> InstanceProfileApplier.changes(view, event);
            case ServerCertificateEvent event -> ServerCertificateApplier.changes(view, event);
            case CredentialEvent event -> CredentialApplier.changes(view, event);
            case HeldCredentialEvent event -> HeldCredentialApplier.changes(view, event);
            case AttachmentEvent event -> AttachmentApplier.changes(view, event);
            case OrganizationEvent event -> OrganizationApplier.changes(view, event);
            case ResourceEvent event -> ResourceApplier.changes(view, event);
            case RegistryEvent event -> RegistryApplier.changes(view, event);
            case FollowUpEvent event -> FollowUpApplier.changes(view, event);
        };
    }
}
