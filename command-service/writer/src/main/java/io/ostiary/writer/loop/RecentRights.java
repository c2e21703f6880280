package io.ostiary.writer.loop;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.event.AccountEvent;
import io.ostiary.contract.event.AttachmentEvent;
import io.ostiary.contract.event.CredentialEvent;
import io.ostiary.contract.event.Event;
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
import io.ostiary.contract.id.EntityId;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * When what the principals of an account may do was last changed. A command was authorized some
 * time before its turn comes; where its caller's policies, groups, boundary, tags or name have
 * changed in between, it must be authorized again (A032). Only the latest changes are remembered:
 * what was before them counts as concerning everybody but root.
 *
 * @param latest by the unique id of a user, group, role or managed policy, or the password policy's
 *     key, the revision of its last change
 * @param newest the revision of the newest change; 0 before the first
 * @param forgotten the revision of the newest change that is not among the latest; 0 when all are
 * @param resources the revision of the last change of a resource's policy or tags, by which calls
 *     about buckets are judged, root's too; 0 before the first
 */
record RecentRights(PMap<String, Long> latest, long newest, long forgotten, long resources) {

    static final RecentRights NONE = new RecentRights(HashTreePMap.empty(), 0, 0, 0);

    /** As many as commands in a transaction: those were authorized before the first of them. */
    static final int REMEMBERED = 512;

    /** Stands for the account's password policy, by which users may change their own passwords. */
    private static final String PASSWORD_POLICY = PasswordPolicy.KEY;

    RecentRights after(EventEnvelope event) {
        long revision = event.revision();
        if (event.event() instanceof ResourceEvent) {
            return new RecentRights(latest, newest, forgotten, revision);
        }
        String subject = subject(event.event());
        if (subject == null) {
            return this;
        }
        return latest.size() < REMEMBERED || latest.containsKey(subject)
                ? new RecentRights(latest.plus(subject, revision), revision, forgotten, resources)
                : new RecentRights(
                        HashTreePMap.singleton(subject, revision), revision, newest, resources);
    }

    /** Remembers only that there were changes. */
    RecentRights withoutDetails() {
        return new RecentRights(HashTreePMap.empty(), newest, newest, resources);
    }

    boolean hasDetails() {
        return !latest.isEmpty();
    }

    /**
     * The unique id of that whose change an event is, of what principals may do; null for none.
     * Every event is named, so that a new one cannot be forgotten. Deleted principals do not stand
     * any more ({@code Standing}); trust policies and session durations count when a session is
     * made.
     */
    private static @Nullable String subject(Event event) {
        return switch (event) {
            case AttachmentEvent attachment -> subject(attachment);
            case UserEvent.UserRenamed renamed -> renamed.userId();
            case UserEvent.UserCreated _, UserEvent.UserDeleted _ -> null;
            case GroupEvent.UserAddedToGroup added -> added.userId();
            case GroupEvent.UserRemovedFromGroup removed -> removed.userId();
            case GroupEvent.GroupCreated _, GroupEvent.GroupRenamed _, GroupEvent.GroupDeleted _ ->
                    null;
            case PolicyEvent.PolicyVersionCreated created ->
                    created.setAsDefault() ? created.policyId() : null;
            case PolicyEvent.DefaultPolicyVersionSet set -> set.policyId();
            case PolicyEvent.PolicyDeleted deleted -> deleted.policyId();
            case PolicyEvent.PolicyCreated _, PolicyEvent.PolicyVersionDeleted _ -> null;
            case RoleEvent.RoleCreated _,
                    RoleEvent.RoleUpdated _,
                    RoleEvent.TrustPolicyUpdated _,
                    RoleEvent.RoleDeleted _,
                    RoleEvent.RoleDeletionTaskSucceeded _ ->
                    null;
            case OrganizationEvent.OrganizationCreated _,
                    OrganizationEvent.AccountCreationStarted _,
                    OrganizationEvent.AccountCreationSucceeded _,
                    OrganizationEvent.AccountCreationFailed _,
                    OrganizationEvent.MemberClosing _,
                    OrganizationEvent.MemberClosed _,
                    OrganizationEvent.MemberReopened _,
                    OrganizationEvent.MemberRemoved _,
                    OrganizationEvent.OrganizationalUnitCreated _,
                    OrganizationEvent.OrganizationalUnitRenamed _,
                    OrganizationEvent.OrganizationalUnitDeleted _,
                    OrganizationEvent.AccountMoved _,
                    OrganizationEvent.OrganizationPartTagged _,
                    OrganizationEvent.OrganizationPartUntagged _ ->
                    null;
            case AccountEvent.PasswordPolicySet _, AccountEvent.PasswordPolicyRemoved _ ->
                    PASSWORD_POLICY;
            case AccountEvent.AccountOpened _,
                    AccountEvent.AliasSet _,
                    AccountEvent.AliasRemoved _,
                    AccountEvent.AccountClosed _,
                    AccountEvent.AccountReopened _,
                    AccountEvent.AccountShredded _,
                    AccountEvent.AccountKeyErased _,
                    AccountEvent.QuotaSet _,
                    AccountEvent.CredentialReportGenerated _,
                    InstanceProfileEvent _,
                    ServerCertificateEvent _,
                    CredentialEvent _,
                    HeldCredentialEvent _,
                    ResourceEvent _,
                    RegistryEvent _,
                    FollowUpEvent _ ->
                    null;
        };
    }

    private static @Nullable String subject(AttachmentEvent event) {
        EntityId target =
                switch (event) {
                    case AttachmentEvent.PolicyAttached e -> e.target();
                    case AttachmentEvent.PolicyDetached e -> e.target();
                    case AttachmentEvent.InlinePolicyPut e -> e.target();
                    case AttachmentEvent.InlinePolicyDeleted e -> e.target();
                    case AttachmentEvent.PermissionsBoundarySet e -> e.target();
                    case AttachmentEvent.PermissionsBoundaryRemoved e -> e.target();
                    case AttachmentEvent.Tagged e -> e.target();
                    case AttachmentEvent.Untagged e -> e.target();
                };
        return switch (target.kind()) {
            case USER, GROUP, ROLE -> target.uniqueId();
            case ROOT, POLICY, INSTANCE_PROFILE, SERVER_CERTIFICATE -> null;
        };
    }

    /**
     * Whether what the actor may do has changed since it was judged.
     *
     * @param account as it is now
     */
    boolean changedSince(Judgement judged, Actor actor, AccountView account) {
        if (actor.kind() != Actor.Kind.SYSTEM && resources > judged.revision()) {
            return true;
        }
        if (newest <= judged.revision()) {
            return false;
        }
        if (!(account.byId(actor.principalId()) instanceof Attachable principal)) {
            // Root and the house, whom no other policy limits, or somebody who does not stand any
            // more.
            return false;
        }
        return forgotten > judged.revision()
                || isSince(judged, principal.entityId().uniqueId())
                || judged.sessionPolicies().stream().anyMatch(id -> isSince(judged, id))
                || usesSince(judged, principal.attachments(), account)
                || (principal instanceof User user
                        && (isSince(judged, PASSWORD_POLICY)
                                || inGroupSince(judged, user, account)));
    }

    private boolean isSince(Judgement judged, String subject) {
        Long changed = latest.get(subject);
        return changed != null && changed > judged.revision();
    }

    private boolean usesSince(Judgement judged, Attachments attachments, AccountView account) {
        String boundary = attachments.boundaryArn();
        return (boundary != null && isPolicySince(judged, boundary, account))
                || attachments.policyArns().stream()
                        .anyMatch(arn -> isPolicySince(judged, arn, account));
    }

    private boolean isPolicySince(Judgement judged, String arn, AccountView account) {
        ManagedPolicy policy = account.policyByArn(arn);
        return policy != null && isSince(judged, policy.id());
    }

    private boolean inGroupSince(Judgement judged, User user, AccountView account) {
        for (String id : user.groupIds()) {
            Group group = account.groupById(id);
            if (isSince(judged, id)
                    || (group != null && usesSince(judged, group.attachments(), account))) {
                return true;
            }
        }
        return false;
    }
}
