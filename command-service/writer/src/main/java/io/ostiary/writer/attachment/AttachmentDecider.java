package io.ostiary.writer.attachment;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.event.AttachmentEvent.InlinePolicyDeleted;
import io.ostiary.contract.event.AttachmentEvent.InlinePolicyPut;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundaryRemoved;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.AttachmentEvent.PolicyDetached;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.AttachmentEvent.Untagged;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.Tag;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Attachments.InlinePolicy;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.TagKeys;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.AccountView;
import io.ostiary.writer.rule.Documents;
import io.ostiary.writer.rule.Lookup;
import io.ostiary.writer.rule.PolicyArns;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The rules of what hangs on an entity, the same for every kind (IAM API Reference,
 * AttachUserPolicy, PutUserPolicy, PutUserPermissionsBoundary, TagUser and their like). What is so
 * already is accepted and leaves no event.
 */
public final class AttachmentDecider {
    private static final String AWS_POLICIES = "arn:aws:iam::aws:policy/";

    private final PolicyArns policies;

    public AttachmentDecider(PolicyArns policies) {
        this.policies = policies;
    }

    /** Checks what a new entity is to begin with. */
    public Lookup<Beginning> begin(
            AccountView account, EntityKind kind, List<Tag> tags, @Nullable String boundaryArn) {
        AwsError tagProblem = TagRules.problem(kind, tags);
        if (tagProblem != null) {
            return Lookup.refused(tagProblem);
        }
        if (boundaryArn == null) {
            return Lookup.found(new Beginning(tags, null));
        }
        return switch (boundary(account, boundaryArn)) {
            // No PolicyNotAttachable among the errors of CreateUser and CreateRole.
            case Lookup.Found(PolicyArns.Usable policy) ->
                    policy.attachable()
                            ? Lookup.found(new Beginning(tags, policy.arn()))
                            : Lookup.refused(noBoundary(boundaryArn));
            case Lookup.Refused(AwsError error) -> Lookup.refused(error);
        };
    }

    public CommandResult attach(AccountView account, Attachable target, String policyArn) {
        if (Arn.ofPolicy(policyArn).isEmpty()) {
            // Not InvalidInput, which the other operations on policies answer.
            return rejected(CommonError.validation("ARN " + policyArn + " is not valid."));
        }
        return policies.usable(account, policyArn, NoSuchEntity.notAttachable(policyArn))
                .then(policy -> attach(account, target, policy));
    }

    private static CommandResult attach(
            AccountView account, Attachable target, PolicyArns.Usable policy) {
        Holder holder = Holder.of(target);
        if (!policy.attachable()) {
            return rejected(holder.notAttachable());
        }
        Attachments attachments = target.attachments();
        if (attachments.hasPolicy(policy.arn())) {
            return accepted();
        }
        if (holder.policies().isReached(account, attachments.policyArns().size())) {
            return rejected(holder.policies().exceeded(account));
        }
        // Of a policy in use one version counts, its default (GetAccountSummary).
        if (account.find(Table.POLICY_COUNTS, policy.arn()) == null
                && Quota.VERSIONS_IN_USE.isReached(account, account.count(Table.POLICY_COUNTS))) {
            return rejected(Quota.VERSIONS_IN_USE.exceeded(account));
        }
        return accepted(new PolicyAttached(target.entityId(), policy.arn()));
    }

    /**
     * Does not ask whether the policy is there still: what is attached can always be detached. The
     * names of an account's own policies are found ignoring case; AWS's as they are written, since
     * iam:PolicyARN is judged as they are written (attack A091).
     */
    public CommandResult detach(Attachable target, String policyArn) {
        for (String attached : target.attachments().policyArns()) {
            if (isSame(attached, policyArn)) {
                return accepted(new PolicyDetached(target.entityId(), attached));
            }
        }
        return rejected(
                Arn.ofPolicy(policyArn).isEmpty()
                        ? InvalidInput.arn(policyArn)
                        : NoSuchEntity.named(Subject.POLICY, policyArn));
    }

    private static boolean isSame(String attached, String given) {
        return attached.startsWith(AWS_POLICIES)
                ? attached.equals(given)
                : Names.key(attached).equals(Names.key(given));
    }

    public CommandResult putInlinePolicy(Attachable target, String name, String document) {
        Holder holder = Holder.of(target);
        // Cheapest first: a document that cannot fit is not read at all.
        if (Documents.size(document) > holder.inlineSize()) {
            return rejected(holder.tooLarge(target.name()));
        }
        return Documents.read(document, PolicyKind.IDENTITY)
                .then(parsed -> putInlinePolicyText(target, holder, name, document));
    }

    private static CommandResult putInlinePolicyText(
            Attachable target, Holder holder, String name, String document) {
        Attachments changed = target.attachments().withInlinePolicy(name, document);
        int total = 0;
        for (InlinePolicy policy : changed.inlinePolicies()) {
            total += Documents.size(policy.document());
        }
        if (total > holder.inlineSize()) {
            return rejected(holder.tooLarge(target.name()));
        }
        if (changed.equals(target.attachments())) {
            return accepted();
        }
        return accepted(new InlinePolicyPut(target.entityId(), name, document));
    }

    public CommandResult deleteInlinePolicy(Attachable target, String name) {
        InlinePolicy policy = target.attachments().inlinePolicy(name);
        return policy == null
                ? rejected(Holder.of(target).noInlinePolicy(name))
                : accepted(new InlinePolicyDeleted(target.entityId(), policy.name()));
    }

    public CommandResult setBoundary(AccountView account, Attachable target, String policyArn) {
        return boundary(account, policyArn).then(policy -> setBoundary(target, policy));
    }

    private static CommandResult setBoundary(Attachable target, PolicyArns.Usable policy) {
        if (!policy.attachable()) {
            return rejected(Holder.of(target).notAttachable());
        }
        return policy.arn().equals(target.attachments().boundaryArn())
                ? accepted()
                : accepted(new PermissionsBoundarySet(target.entityId(), policy.arn()));
    }

    public CommandResult removeBoundary(Attachable target) {
        return target.attachments().boundaryArn() == null
                ? accepted()
                : accepted(new PermissionsBoundaryRemoved(target.entityId()));
    }

    private Lookup<PolicyArns.Usable> boundary(AccountView account, String policyArn) {
        return policies.usable(account, policyArn, noBoundary(policyArn));
    }

    private static AwsError noBoundary(String policyArn) {
        return new NoSuchEntity(
                "Scope ARN: " + policyArn + " does not exist or is not attachable.");
    }

    public CommandResult tag(Attachable target, List<Tag> tags) {
        AwsError problem = TagRules.problem(target, tags);
        if (problem != null) {
            return rejected(problem);
        }
        return target.attachments().withTags(TagKeys.of(target), tags).equals(target.attachments())
                ? accepted()
                : accepted(new Tagged(target.entityId(), tags));
    }

    public CommandResult untag(Attachable target, List<String> keys) {
        return target.attachments()
                        .withoutTags(TagKeys.of(target), keys)
                        .equals(target.attachments())
                ? accepted()
                : accepted(new Untagged(target.entityId(), keys));
    }
}
