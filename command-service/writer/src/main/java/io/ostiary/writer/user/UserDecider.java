package io.ostiary.writer.user;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.UserCommand;
import io.ostiary.contract.command.UserCommand.AttachUserPolicy;
import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.command.UserCommand.DeleteUser;
import io.ostiary.contract.command.UserCommand.DeleteUserPermissionsBoundary;
import io.ostiary.contract.command.UserCommand.DeleteUserPolicy;
import io.ostiary.contract.command.UserCommand.DetachUserPolicy;
import io.ostiary.contract.command.UserCommand.PutUserPermissionsBoundary;
import io.ostiary.contract.command.UserCommand.PutUserPolicy;
import io.ostiary.contract.command.UserCommand.TagUser;
import io.ostiary.contract.command.UserCommand.UntagUser;
import io.ostiary.contract.command.UserCommand.UpdateUser;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.UserResult.CreateUserResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.attachment.AttachmentDecider;
import io.ostiary.writer.attachment.Beginning;
import io.ostiary.writer.rule.Deletion;
import io.ostiary.writer.rule.Lookups;
import io.ostiary.writer.rule.Paths;
import io.ostiary.writer.rule.Renaming;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/** The rules of users (IAM API Reference). */
public final class UserDecider {
    private final AttachmentDecider attachments;

    public UserDecider(AttachmentDecider attachments) {
        this.attachments = attachments;
    }

    public CommandResult decide(AccountState account, UserCommand command, Effects effects) {
        return switch (command) {
            case CreateUser c -> create(account, c, effects);
            case UpdateUser c -> update(account, c);
            case DeleteUser c -> delete(account, c);
            case TagUser c -> on(account, c.userName(), u -> attachments.tag(u, c.tags()));
            case UntagUser c -> on(account, c.userName(), u -> attachments.untag(u, c.tagKeys()));
            case PutUserPermissionsBoundary c ->
                    on(
                            account,
                            c.userName(),
                            u -> attachments.setBoundary(account, u, c.permissionsBoundary()));
            case DeleteUserPermissionsBoundary c ->
                    on(account, c.userName(), attachments::removeBoundary);
            case PutUserPolicy c ->
                    on(
                            account,
                            c.userName(),
                            u ->
                                    attachments.putInlinePolicy(
                                            u, c.policyName(), c.policyDocument()));
            case DeleteUserPolicy c ->
                    on(
                            account,
                            c.userName(),
                            u -> attachments.deleteInlinePolicy(u, c.policyName()));
            case AttachUserPolicy c ->
                    on(account, c.userName(), u -> attachments.attach(account, u, c.policyArn()));
            case DetachUserPolicy c ->
                    on(account, c.userName(), u -> attachments.detach(u, c.policyArn()));
        };
    }

    private static CommandResult on(
            AccountState account, String name, Function<Attachable, CommandResult> rule) {
        return Lookups.user(account, name).then(rule::apply);
    }

    private CommandResult create(AccountState account, CreateUser command, Effects effects) {
        if (account.userNamed(command.userName()) != null) {
            return rejected(EntityAlreadyExists.named(Subject.USER, command.userName()));
        }
        if (Quota.USERS.isReached(account, account.count(Table.USERS))) {
            return rejected(Quota.USERS.exceeded(account));
        }
        return attachments
                .begin(account, EntityKind.USER, command.tags(), command.permissionsBoundary())
                .then(beginning -> create(account, command, beginning, effects));
    }

    private static CommandResult create(
            AccountState account, CreateUser command, Beginning beginning, Effects effects) {
        var user =
                new User(
                        effects.ids().next(IdPrefix.USER),
                        command.userName(),
                        Paths.orRoot(command.path()),
                        effects.now(),
                        beginning.attachments(),
                        Credentials.NONE,
                        List.of());
        var created = new UserCreated(user.id(), user.name(), user.path(), user.createdAt());
        return accepted(
                new CreateUserResult(Shapes.user(account.id(), user, true)),
                beginning.events(created, user.entityId()));
    }

    private static CommandResult update(AccountState account, UpdateUser command) {
        return Lookups.user(account, command.userName())
                .then(
                        user -> {
                            var renaming =
                                    Renaming.of(user, command.newUserName(), command.newPath());
                            if (renaming.takes(account.userNamed(renaming.name()))) {
                                return rejected(
                                        EntityAlreadyExists.named(Subject.USER, renaming.name()));
                            }
                            return renaming.isNone()
                                    ? accepted()
                                    : accepted(
                                            new UserRenamed(
                                                    user.id(), renaming.name(), renaming.path()));
                        });
    }

    private static CommandResult delete(AccountState account, DeleteUser command) {
        return Lookups.user(account, command.userName())
                .then(
                        user -> {
                            AwsError conflict = inTheWay(account, user);
                            return conflict != null
                                    ? rejected(conflict)
                                    : accepted(
                                            null,
                                            Deletion.events(user, new UserDeleted(user.id())));
                        });
    }

    /**
     * IAM API Reference, DeleteUser, has the list. The text about certificates stands in an issue
     * of aws-nuke (671), the one about SSH keys and service-specific credentials in others (470,
     * 522).
     */
    private static @Nullable AwsError inTheWay(AccountState account, User user) {
        if (!user.groupIds().isEmpty()) {
            return Deletion.must("remove users from group");
        }
        if (user.credentials().loginProfile() != null) {
            return Deletion.must("delete login profile");
        }
        if (!user.credentials().accessKeys().isEmpty()) {
            return Deletion.must("delete access keys");
        }
        String held = HeldCredential.prefix(user.entityId());
        if (account.hasAny(Table.SIGNING_CERTIFICATES, held)) {
            return Deletion.must("delete certificates");
        }
        if (account.hasAny(Table.SSH_PUBLIC_KEYS, held)
                || account.hasAny(Table.SERVICE_SPECIFIC_CREDENTIALS, held)) {
            return Deletion.must("remove referenced objects");
        }
        return Deletion.policiesInTheWay(user);
    }
}
