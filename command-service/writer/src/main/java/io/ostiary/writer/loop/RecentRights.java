package io.ostiary.writer.loop;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.event.AttachmentEvent;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.GroupEvent.UserAddedToGroup;
import io.ostiary.contract.event.GroupEvent.UserRemovedFromGroup;
import io.ostiary.contract.event.PolicyEvent.DefaultPolicyVersionSet;
import io.ostiary.contract.event.PolicyEvent.PolicyDeleted;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionCreated;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The latest changes of what the principals of an account may do. A command was authorized some
 * time before its turn comes; where its caller's policies, groups, boundary, tags or name have
 * changed in between, it must be authorized again (A032). Only the latest are remembered: of what
 * was before them it is assumed that it concerned everybody.
 *
 * @param changes by rising revision
 * @param forgotten the revision of the latest change that is not among them; 0 when all are
 */
record RecentRights(List<Change> changes, long forgotten) {

    static final RecentRights NONE = new RecentRights(List.of(), 0);

    /** So many may lie between a decision and the commands that were authorized before it. */
    static final int REMEMBERED = 32;

    /**
     * @param subject the unique id of a user, group or role, or the ARN of a policy
     */
    record Change(long revision, String subject) {}

    RecentRights {
        changes = List.copyOf(changes);
    }

    /**
     * @param before the account without the event
     */
    RecentRights after(AccountView before, EventEnvelope event) {
        String subject = subject(before, event.event());
        if (subject == null) {
            return this;
        }
        var all = new ArrayList<>(changes);
        all.add(new Change(event.revision(), subject));
        return all.size() <= REMEMBERED
                ? new RecentRights(all, forgotten)
                : new RecentRights(all.subList(1, all.size()), all.getFirst().revision());
    }

    /** Whose rights an event changes; null for nobody's. */
    private static @Nullable String subject(AccountView before, Event event) {
        return switch (event) {
            case AttachmentEvent.PolicyAttached e -> e.target().uniqueId();
            case AttachmentEvent.PolicyDetached e -> e.target().uniqueId();
            case AttachmentEvent.InlinePolicyPut e -> e.target().uniqueId();
            case AttachmentEvent.InlinePolicyDeleted e -> e.target().uniqueId();
            case AttachmentEvent.PermissionsBoundarySet e -> e.target().uniqueId();
            case AttachmentEvent.PermissionsBoundaryRemoved e -> e.target().uniqueId();
            case AttachmentEvent.Tagged e -> e.target().uniqueId();
            case AttachmentEvent.Untagged e -> e.target().uniqueId();
            case UserAddedToGroup e -> e.userId();
            case UserRemovedFromGroup e -> e.userId();
            case UserRenamed e -> e.userId();
            case PolicyVersionCreated e when e.setAsDefault() -> policyArn(before, e.policyId());
            case DefaultPolicyVersionSet e -> policyArn(before, e.policyId());
            case PolicyDeleted e -> policyArn(before, e.policyId());
            default -> null;
        };
    }

    private static @Nullable String policyArn(AccountView account, String policyId) {
        return account.byId(policyId) instanceof ManagedPolicy policy
                ? policy.arn(account.id()).toString()
                : null;
    }

    /**
     * Whether what the actor may do has changed since it was judged.
     *
     * @param account as it is now
     */
    boolean changedSince(Judgement judged, Actor actor, AccountView account) {
        if (changes.isEmpty() || changes.getLast().revision() <= judged.revision()) {
            return false;
        }
        if (!(account.byId(actor.principalId()) instanceof Attachable principal)) {
            // Root and the house, whom no policy limits, or somebody who does not stand any more.
            return false;
        }
        if (forgotten > judged.revision()) {
            return true;
        }
        for (int i = changes.size() - 1;
                i >= 0 && changes.get(i).revision() > judged.revision();
                i--) {
            if (concerns(changes.get(i).subject(), principal, judged, account)) {
                return true;
            }
        }
        return false;
    }

    private static boolean concerns(
            String subject, Attachable principal, Judgement judged, AccountView account) {
        if (subject.equals(principal.entityId().uniqueId())
                || judged.sessionPolicies().contains(subject)
                || uses(principal.attachments(), subject)) {
            return true;
        }
        if (principal instanceof User user) {
            for (String id : user.groupIds()) {
                Group group = account.groupById(id);
                if (subject.equals(id) || (group != null && uses(group.attachments(), subject))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean uses(Attachments attachments, String policyArn) {
        return attachments.hasPolicy(policyArn) || policyArn.equals(attachments.boundaryArn());
    }
}
