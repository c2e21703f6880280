package io.ostiary.writer.policy;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.PolicyCommand;
import io.ostiary.contract.command.PolicyCommand.CreatePolicy;
import io.ostiary.contract.command.PolicyCommand.CreatePolicyVersion;
import io.ostiary.contract.command.PolicyCommand.DeletePolicy;
import io.ostiary.contract.command.PolicyCommand.DeletePolicyVersion;
import io.ostiary.contract.command.PolicyCommand.SetDefaultPolicyVersion;
import io.ostiary.contract.command.PolicyCommand.TagPolicy;
import io.ostiary.contract.command.PolicyCommand.UntagPolicy;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.event.PolicyEvent.DefaultPolicyVersionSet;
import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyDeleted;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionDeleted;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.PolicyResult.CreatePolicyResult;
import io.ostiary.contract.result.PolicyResult.CreatePolicyVersionResult;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.ManagedPolicy.Version;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.attachment.AttachmentDecider;
import io.ostiary.writer.attachment.Beginning;
import io.ostiary.writer.rule.Documents;
import io.ostiary.writer.rule.Lookup;
import io.ostiary.writer.rule.Paths;
import io.ostiary.writer.rule.PolicyArns;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The rules of customer managed policies (IAM API Reference). */
public final class PolicyDecider {
    private final PolicyArns policies;

    private final AttachmentDecider attachments;

    public PolicyDecider(PolicyArns policies, AttachmentDecider attachments) {
        this.policies = policies;
        this.attachments = attachments;
    }

    public CommandResult decide(AccountState account, PolicyCommand command, Effects effects) {
        return switch (command) {
            case CreatePolicy c -> create(account, c, effects);
            case DeletePolicy c -> on(account, c.policyArn(), p -> delete(account, p));
            case CreatePolicyVersion c ->
                    on(account, c.policyArn(), p -> createVersion(account, p, c, effects));
            case DeletePolicyVersion c ->
                    onVersion(
                            account,
                            c.policyArn(),
                            c.versionId(),
                            (p, version) -> deleteVersion(p, version, effects));
            case SetDefaultPolicyVersion c ->
                    onVersion(
                            account,
                            c.policyArn(),
                            c.versionId(),
                            (p, version) -> setDefault(p, version, effects));
            case TagPolicy c -> on(account, c.policyArn(), p -> attachments.tag(p, c.tags()));
            case UntagPolicy c ->
                    on(account, c.policyArn(), p -> attachments.untag(p, c.tagKeys()));
        };
    }

    private CommandResult on(
            AccountState account, String arn, Function<ManagedPolicy, CommandResult> rule) {
        return policies.own(account, arn).then(rule);
    }

    /** A rule for one version of a policy. */
    private interface VersionRule {
        CommandResult apply(ManagedPolicy policy, Version version);
    }

    private CommandResult onVersion(
            AccountState account, String arn, String versionId, VersionRule rule) {
        var missing = NoSuchEntity.policyVersion(arn, versionId);
        return policies.own(account, arn, missing)
                .then(
                        policy -> {
                            for (Version version : policy.versions()) {
                                if (version.id().equals(versionId)) {
                                    return rule.apply(policy, version);
                                }
                            }
                            return rejected(missing);
                        });
    }

    private CommandResult create(AccountState account, CreatePolicy command, Effects effects) {
        if (account.policyNamed(command.policyName()) != null) {
            return rejected(EntityAlreadyExists.named(Subject.POLICY, command.policyName()));
        }
        if (Quota.POLICIES.isReached(account, account.count(Table.POLICIES))) {
            return rejected(Quota.POLICIES.exceeded(account));
        }
        return checked(account, command.policyDocument())
                .then(
                        document ->
                                attachments
                                        .begin(account, EntityKind.POLICY, command.tags(), null)
                                        .then(
                                                beginning ->
                                                        create(
                                                                account, command, beginning,
                                                                effects)));
    }

    private static CommandResult create(
            AccountState account, CreatePolicy command, Beginning beginning, Effects effects) {
        var policy =
                new ManagedPolicy(
                        effects.ids().next(IdPrefix.MANAGED_POLICY),
                        command.policyName(),
                        Paths.orRoot(command.path()),
                        command.description(),
                        effects.now(),
                        effects.now(),
                        1,
                        List.of(new Version(1, command.policyDocument(), effects.now())),
                        2,
                        beginning.attachments());
        var created =
                new PolicyCreated(
                        policy.id(),
                        policy.name(),
                        policy.path(),
                        policy.description(),
                        command.policyDocument(),
                        effects.now());
        return accepted(
                new CreatePolicyResult(Shapes.createdPolicy(account.id(), policy)),
                beginning.events(created, policy.entityId()));
    }

    /** One check for every text that a managed policy may come to hold (A093). */
    private static Lookup<PolicyDocument> checked(AccountState account, String document) {
        return Documents.read(account, document, PolicyKind.IDENTITY, Quota.MANAGED_POLICY_SIZE);
    }

    private static CommandResult createVersion(
            AccountState account,
            ManagedPolicy policy,
            CreatePolicyVersion command,
            Effects effects) {
        if (Quota.VERSIONS_OF_POLICY.isReached(account, policy.versions().size())) {
            return rejected(
                    new LimitExceeded(
                            "A managed policy can have up to %d versions. Before you create a new"
                                            .formatted(Quota.VERSIONS_OF_POLICY.byDefault())
                                    + " version, you must delete an existing version."));
        }
        return checked(account, command.policyDocument())
                .then(document -> createCheckedVersion(policy, command, effects));
    }

    private static CommandResult createCheckedVersion(
            ManagedPolicy policy, CreatePolicyVersion command, Effects effects) {
        var version = new Version(policy.nextVersion(), command.policyDocument(), effects.now());
        boolean setAsDefault = Boolean.TRUE.equals(command.setAsDefault());
        var versions = new ArrayList<>(policy.versions());
        versions.add(version);
        ManagedPolicy changed =
                policy.withVersions(
                        versions,
                        setAsDefault ? version.number() : policy.defaultVersion(),
                        version.number() + 1,
                        effects.now());
        return accepted(
                new CreatePolicyVersionResult(Shapes.policyVersion(changed, version, false)),
                new PolicyVersionCreated(
                        policy.id(),
                        version.number(),
                        version.document(),
                        setAsDefault,
                        effects.now()));
    }

    private static CommandResult deleteVersion(
            ManagedPolicy policy, Version version, Effects effects) {
        return version.number() == policy.defaultVersion()
                ? rejected(new DeleteConflict("Cannot delete the default version of a policy."))
                : accepted(new PolicyVersionDeleted(policy.id(), version.number(), effects.now()));
    }

    private static CommandResult setDefault(
            ManagedPolicy policy, Version version, Effects effects) {
        return version.number() == policy.defaultVersion()
                ? accepted()
                : accepted(
                        new DefaultPolicyVersionSet(policy.id(), version.number(), effects.now()));
    }

    private static CommandResult delete(AccountState account, ManagedPolicy policy) {
        if (account.find(Table.POLICY_COUNTS, policy.arn(account.id()).toString()) != null) {
            return rejected(new DeleteConflict("Cannot delete a policy attached to entities."));
        }
        if (policy.versions().size() > 1) {
            return rejected(
                    new DeleteConflict(
                            "This policy has more than one version. Before you delete a policy, you"
                                    + " must delete the policy's versions. The default version is"
                                    + " deleted with the policy."));
        }
        return accepted(new PolicyDeleted(policy.id()));
    }
}
