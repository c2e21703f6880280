package io.ostiary.state.apply;

import io.ostiary.contract.event.AttachmentEvent;
import io.ostiary.contract.event.AttachmentEvent.InlinePolicyDeleted;
import io.ostiary.contract.event.AttachmentEvent.InlinePolicyPut;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundaryRemoved;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.AttachmentEvent.PolicyDetached;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.AttachmentEvent.Untagged;
import io.ostiary.contract.id.EntityId;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.PolicyCount;
import io.ostiary.state.entity.PolicyUse;
import io.ostiary.state.entity.PolicyUse.Usage;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.TagKeys;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/** One applier for what hangs on every kind of entity. */
final class AttachmentApplier {

    private AttachmentApplier() {}

    static Changes changes(AccountView view, AttachmentEvent event) {
        return switch (event) {
            case PolicyAttached attached -> {
                Changes changes =
                        changed(
                                view,
                                attached.target(),
                                all -> all.withPolicy(attached.policyArn()));
                changes.put(
                        new PolicyUse(
                                attached.policyArn(), Usage.PERMISSIONS_POLICY, attached.target()));
                yield count(changes, view, attached.policyArn(), 1, 0);
            }
            case PolicyDetached detached -> {
                Changes changes =
                        changed(
                                view,
                                detached.target(),
                                all -> all.withoutPolicy(detached.policyArn()));
                changes.delete(
                        new PolicyUse(
                                detached.policyArn(), Usage.PERMISSIONS_POLICY, detached.target()));
                yield count(changes, view, detached.policyArn(), -1, 0);
            }
            case InlinePolicyPut put ->
                    changed(
                            view,
                            put.target(),
                            all -> all.withInlinePolicy(put.name(), put.document()));
            case InlinePolicyDeleted deleted ->
                    changed(view, deleted.target(), all -> all.withoutInlinePolicy(deleted.name()));
            case PermissionsBoundarySet set -> boundary(view, set.target(), set.policyArn());
            case PermissionsBoundaryRemoved removed -> boundary(view, removed.target(), null);
            case Tagged tagged ->
                    changed(
                            view,
                            tagged.target(),
                            all -> all.withTags(TagKeys.of(tagged.target().kind()), tagged.tags()));
            case Untagged untagged ->
                    changed(
                            view,
                            untagged.target(),
                            all ->
                                    all.withoutTags(
                                            TagKeys.of(untagged.target().kind()), untagged.keys()));
        };
    }

    private static Changes changed(
            AccountView view, EntityId target, UnaryOperator<Attachments> change) {
        Attachable entity = Existing.attachable(view, target);
        return Changes.none().put(entity.withAttachments(change.apply(entity.attachments())));
    }

    private static Changes boundary(AccountView view, EntityId target, @Nullable String newArn) {
        String oldArn = Existing.attachable(view, target).attachments().boundaryArn();
        Changes changes = changed(view, target, all -> all.withBoundary(newArn));
        if (oldArn != null && oldArn.equals(newArn)) {
            return changes;
        }
        if (oldArn != null) {
            changes.delete(new PolicyUse(oldArn, Usage.PERMISSIONS_BOUNDARY, target));
            count(changes, view, oldArn, 0, -1);
        }
        if (newArn != null) {
            changes.put(new PolicyUse(newArn, Usage.PERMISSIONS_BOUNDARY, target));
            count(changes, view, newArn, 0, 1);
        }
        return changes;
    }

    private static Changes count(
            Changes changes, AccountView view, String arn, int attachments, int boundaries) {
        PolicyCount old = view.find(Table.POLICY_COUNTS, arn);
        PolicyCount counted =
                (old == null ? new PolicyCount(arn, 0, 0) : old).plus(attachments, boundaries);
        return counted.isZero() ? changes.delete(counted) : changes.put(counted);
    }
}
