package io.ostiary.writer.instanceprofile;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.InstanceProfileCommand;
import io.ostiary.contract.command.InstanceProfileCommand.AddRoleToInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.CreateInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.DeleteInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.RemoveRoleFromInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.TagInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.UntagInstanceProfile;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.event.InstanceProfileEvent.InstanceProfileCreated;
import io.ostiary.contract.event.InstanceProfileEvent.InstanceProfileDeleted;
import io.ostiary.contract.event.InstanceProfileEvent.RoleAddedToInstanceProfile;
import io.ostiary.contract.event.InstanceProfileEvent.RoleRemovedFromInstanceProfile;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.InstanceProfileResult.CreateInstanceProfileResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.Role;
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

import java.util.function.BiFunction;

/** The rules of instance profiles (IAM API Reference). */
public final class InstanceProfileDecider {
    private final AttachmentDecider attachments;

    public InstanceProfileDecider(AttachmentDecider attachments) {
        this.attachments = attachments;
    }

    public CommandResult decide(
            AccountState account, InstanceProfileCommand command, Effects effects) {
        return switch (command) {
            case CreateInstanceProfile c -> create(account, c, effects);
            case DeleteInstanceProfile c ->
                    Lookups.instanceProfile(account, c.instanceProfileName())
                            .then(InstanceProfileDecider::delete);
            case AddRoleToInstanceProfile c ->
                    onRole(
                            account,
                            c.instanceProfileName(),
                            c.roleName(),
                            (profile, role) -> add(account, profile, role));
            case RemoveRoleFromInstanceProfile c ->
                    onRole(
                            account,
                            c.instanceProfileName(),
                            c.roleName(),
                            InstanceProfileDecider::remove);
            case TagInstanceProfile c ->
                    Lookups.instanceProfile(account, c.instanceProfileName())
                            .then(profile -> attachments.tag(profile, c.tags()));
            case UntagInstanceProfile c ->
                    Lookups.instanceProfile(account, c.instanceProfileName())
                            .then(profile -> attachments.untag(profile, c.tagKeys()));
        };
    }

    private static CommandResult onRole(
            AccountState account,
            String profileName,
            String roleName,
            BiFunction<InstanceProfile, Role, CommandResult> rule) {
        return Lookups.instanceProfile(account, profileName)
                .then(
                        profile ->
                                Lookups.role(account, roleName)
                                        .then(role -> rule.apply(profile, role)));
    }

    private CommandResult create(
            AccountState account, CreateInstanceProfile command, Effects effects) {
        if (account.instanceProfileNamed(command.instanceProfileName()) != null) {
            return rejected(
                    EntityAlreadyExists.named(
                            Subject.INSTANCE_PROFILE, command.instanceProfileName()));
        }
        if (Quota.INSTANCE_PROFILES.isReached(account, account.count(Table.INSTANCE_PROFILES))) {
            return rejected(Quota.INSTANCE_PROFILES.exceeded(account));
        }
        return attachments
                .begin(account, EntityKind.INSTANCE_PROFILE, command.tags(), null)
                .then(beginning -> create(account, command, beginning, effects));
    }

    private static CommandResult create(
            AccountState account,
            CreateInstanceProfile command,
            Beginning beginning,
            Effects effects) {
        var profile =
                new InstanceProfile(
                        effects.ids().next(IdPrefix.INSTANCE_PROFILE),
                        command.instanceProfileName(),
                        Paths.orRoot(command.path()),
                        effects.now(),
                        null,
                        beginning.attachments());
        var created =
                new InstanceProfileCreated(
                        profile.id(), profile.name(), profile.path(), profile.createdAt());
        return accepted(
                new CreateInstanceProfileResult(
                        Shapes.instanceProfile(account.id(), profile, null, true)),
                beginning.events(created, profile.entityId()));
    }

    private static CommandResult delete(InstanceProfile profile) {
        return profile.roleId() != null
                ? rejected(Deletion.must("remove roles from instance profile"))
                : accepted(new InstanceProfileDeleted(profile.id()));
    }

    /** One role at most, and it cannot be raised (AddRoleToInstanceProfile). */
    private static CommandResult add(AccountState account, InstanceProfile profile, Role role) {
        AwsError problem = ProtectedRoles.problem(role);
        if (problem != null) {
            return rejected(problem);
        }
        return profile.roleId() != null
                ? rejected(Quota.ROLES_OF_INSTANCE_PROFILE.exceeded(account))
                : accepted(new RoleAddedToInstanceProfile(profile.id(), role.id()));
    }

    private static CommandResult remove(InstanceProfile profile, Role role) {
        return role.id().equals(profile.roleId())
                ? accepted(new RoleRemovedFromInstanceProfile(profile.id(), role.id()))
                : rejected(
                        new NoSuchEntity(
                                "Role %s in Instance Profile %s cannot be found."
                                        .formatted(role.name(), profile.name())));
    }
}
