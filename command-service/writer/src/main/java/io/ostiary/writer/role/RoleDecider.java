package io.ostiary.writer.role;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.RoleCommand;
import io.ostiary.contract.command.RoleCommand.AttachRolePolicy;
import io.ostiary.contract.command.RoleCommand.CreateRole;
import io.ostiary.contract.command.RoleCommand.DeleteRole;
import io.ostiary.contract.command.RoleCommand.DeleteRolePermissionsBoundary;
import io.ostiary.contract.command.RoleCommand.DeleteRolePolicy;
import io.ostiary.contract.command.RoleCommand.DetachRolePolicy;
import io.ostiary.contract.command.RoleCommand.PutRolePermissionsBoundary;
import io.ostiary.contract.command.RoleCommand.PutRolePolicy;
import io.ostiary.contract.command.RoleCommand.TagRole;
import io.ostiary.contract.command.RoleCommand.UntagRole;
import io.ostiary.contract.command.RoleCommand.UpdateAssumeRolePolicy;
import io.ostiary.contract.command.RoleCommand.UpdateRole;
import io.ostiary.contract.command.RoleCommand.UpdateRoleDescription;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.RoleDeleted;
import io.ostiary.contract.event.RoleEvent.RoleUpdated;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.event.RoleEvent.TrustPolicyUpdated;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.result.RoleResult.CreateRoleResult;
import io.ostiary.contract.result.RoleResult.UpdateRoleDescriptionResult;
import io.ostiary.contract.result.RoleResult.UpdateRoleResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.RoleProfile;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.attachment.AttachmentDecider;
import io.ostiary.writer.attachment.Beginning;
import io.ostiary.writer.rule.Deletion;
import io.ostiary.writer.rule.Lookups;
import io.ostiary.writer.rule.Paths;
import io.ostiary.writer.rule.ProtectedRoles;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Function;

/** The rules of roles (IAM API Reference). */
public final class RoleDecider {
    /** Seconds; what a role gets that asks for nothing else (CreateRole, MaxSessionDuration). */
    public static final int DEFAULT_SESSION_SECONDS = 3_600;

    private static final int MAX_SESSION_SECONDS = 43_200;

    private final AttachmentDecider attachments;

    public RoleDecider(AttachmentDecider attachments) {
        this.attachments = attachments;
    }

    public CommandResult decide(
            AccountState account, RoleCommand command, CommandEnvelope envelope, Effects effects) {
        return switch (command) {
            case CreateRole c -> create(account, c, envelope, effects);
            case UpdateRole c -> onAny(account, c.roleName(), role -> update(role, c));
            case UpdateRoleDescription c ->
                    onAny(account, c.roleName(), role -> describe(account, role, c.description()));
            case UpdateAssumeRolePolicy c ->
                    on(account, c.roleName(), role -> updateTrust(account, role, c, envelope));
            case DeleteRole c -> on(account, c.roleName(), role -> delete(account, role));
            case TagRole c -> onAny(account, c.roleName(), r -> attachments.tag(r, c.tags()));
            case UntagRole c ->
                    onAny(account, c.roleName(), r -> attachments.untag(r, c.tagKeys()));
            case PutRolePermissionsBoundary c ->
                    on(
                            account,
                            c.roleName(),
                            r -> attachments.setBoundary(account, r, c.permissionsBoundary()));
            case DeleteRolePermissionsBoundary c ->
                    on(account, c.roleName(), attachments::removeBoundary);
            case PutRolePolicy c ->
                    on(
                            account,
                            c.roleName(),
                            r ->
                                    attachments.putInlinePolicy(
                                            r, c.policyName(), c.policyDocument()));
            case DeleteRolePolicy c ->
                    on(
                            account,
                            c.roleName(),
                            r -> attachments.deleteInlinePolicy(r, c.policyName()));
            case AttachRolePolicy c ->
                    on(account, c.roleName(), r -> attachments.attach(account, r, c.policyArn()));
            case DetachRolePolicy c ->
                    on(account, c.roleName(), r -> attachments.detach(r, c.policyArn()));
        };
    }

    /**
     * Tags and description of every role are its account's to change, a service-linked one's too
     * (IAM API Reference, TagRole; IAM User Guide, "Using service-linked roles").
     */
    private static CommandResult onAny(
            AccountState account, String name, Function<Role, CommandResult> rule) {
        return Lookups.role(account, name).then(rule);
    }

    private static CommandResult on(
            AccountState account, String name, Function<Role, CommandResult> rule) {
        return Lookups.role(account, name)
                .then(
                        role -> {
                            AwsError problem = ProtectedRoles.problem(role);
                            return problem == null ? rule.apply(role) : rejected(problem);
                        });
    }

    private CommandResult create(
            AccountState account, CreateRole command, CommandEnvelope envelope, Effects effects) {
        String path = Paths.orRoot(command.path());
        if (Paths.isServiceLinked(path) || ProtectedRoles.isReserved(command.roleName())) {
            return rejected(
                    CommonError.validation(
                            "Names and paths of service-linked roles are reserved for AWS."));
        }
        AwsError duration = durationProblem(command.maxSessionDuration());
        if (duration != null) {
            return rejected(duration);
        }
        if (account.roleNamed(command.roleName()) != null) {
            return rejected(EntityAlreadyExists.named(Subject.ROLE, command.roleName()));
        }
        if (Quota.ROLES.isReached(account, account.count(Table.ROLES))) {
            return rejected(Quota.ROLES.exceeded(account));
        }
        return TrustRules.bind(account, command.assumeRolePolicyDocument(), envelope.principals())
                .then(
                        trust ->
                                attachments
                                        .begin(
                                                account,
                                                EntityKind.ROLE,
                                                command.tags(),
                                                command.permissionsBoundary())
                                        .then(
                                                beginning ->
                                                        create(
                                                                account, command, path, trust,
                                                                beginning, effects)));
    }

    private static CommandResult create(
            AccountState account,
            CreateRole command,
            String path,
            TrustPolicy trust,
            Beginning beginning,
            Effects effects) {
        var role =
                new Role(
                        effects.ids().next(IdPrefix.ROLE),
                        command.roleName(),
                        path,
                        effects.now(),
                        command.description(),
                        durationOrDefault(command.maxSessionDuration()),
                        trust,
                        beginning.attachments());
        return accepted(
                new CreateRoleResult(Shapes.createdRole(account.id(), role)),
                beginning.events(created(role), role.entityId()));
    }

    private static RoleCreated created(Role role) {
        return new RoleCreated(
                role.id(),
                role.name(),
                role.path(),
                role.description(),
                role.maxSessionDuration(),
                role.trust(),
                role.createdAt());
    }

    /**
     * What is left out stays. The API Reference says that a duration that is left out becomes the
     * default again; AWS keeps it.
     */
    private static CommandResult update(Role role, UpdateRole command) {
        AwsError duration = durationProblem(command.maxSessionDuration());
        if (duration != null) {
            return rejected(duration);
        }
        AwsError problem = ProtectedRoles.problem(role);
        if (problem != null && command.maxSessionDuration() != null) {
            return rejected(problem);
        }
        String description =
                command.description() == null ? role.description() : command.description();
        return updated(
                role,
                role.withDescription(
                        description,
                        Objects.requireNonNullElse(
                                command.maxSessionDuration(), role.maxSessionDuration())),
                new UpdateRoleResult());
    }

    private static CommandResult describe(AccountState account, Role role, String description) {
        Role changed = role.withDescription(description, role.maxSessionDuration());
        return updated(
                role,
                changed,
                new UpdateRoleDescriptionResult(Shapes.describedRole(account.id(), changed)));
    }

    private static CommandResult updated(Role role, Role changed, Result result) {
        return changed.equals(role)
                ? accepted(result)
                : accepted(
                        result,
                        new RoleUpdated(
                                role.id(), changed.description(), changed.maxSessionDuration()));
    }

    private static CommandResult updateTrust(
            AccountState account,
            Role role,
            UpdateAssumeRolePolicy command,
            CommandEnvelope envelope) {
        return TrustRules.bind(account, command.policyDocument(), envelope.principals())
                .then(
                        trust ->
                                trust.equals(role.trust())
                                        ? accepted()
                                        : accepted(new TrustPolicyUpdated(role.id(), trust)));
    }

    private static CommandResult delete(AccountState account, Role role) {
        if (account.hasAny(Table.ROLE_PROFILES, RoleProfile.prefix(role.id()))) {
            return rejected(Deletion.must("remove roles from instance profile"));
        }
        AwsError conflict = Deletion.policiesInTheWay(role);
        return conflict != null
                ? rejected(conflict)
                : accepted(null, Deletion.events(role, new RoleDeleted(role.id())));
    }

    private static int durationOrDefault(@Nullable Integer seconds) {
        return Objects.requireNonNullElse(seconds, DEFAULT_SESSION_SECONDS);
    }

    private static @Nullable AwsError durationProblem(@Nullable Integer seconds) {
        if (seconds == null
                || (seconds >= DEFAULT_SESSION_SECONDS && seconds <= MAX_SESSION_SECONDS)) {
            return null;
        }
        String bound =
                seconds < DEFAULT_SESSION_SECONDS
                        ? "greater than or equal to " + DEFAULT_SESSION_SECONDS
                        : "less than or equal to " + MAX_SESSION_SECONDS;
        return CommonError.validation(
                "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy"
                        + " constraint: Member must have value "
                        + bound);
    }
}
