package io.ostiary.writer.group;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.GroupCommand;
import io.ostiary.contract.command.GroupCommand.AddUserToGroup;
import io.ostiary.contract.command.GroupCommand.AttachGroupPolicy;
import io.ostiary.contract.command.GroupCommand.CreateGroup;
import io.ostiary.contract.command.GroupCommand.DeleteGroup;
import io.ostiary.contract.command.GroupCommand.DeleteGroupPolicy;
import io.ostiary.contract.command.GroupCommand.DetachGroupPolicy;
import io.ostiary.contract.command.GroupCommand.PutGroupPolicy;
import io.ostiary.contract.command.GroupCommand.RemoveUserFromGroup;
import io.ostiary.contract.command.GroupCommand.UpdateGroup;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.event.GroupEvent.GroupCreated;
import io.ostiary.contract.event.GroupEvent.GroupDeleted;
import io.ostiary.contract.event.GroupEvent.GroupRenamed;
import io.ostiary.contract.event.GroupEvent.UserAddedToGroup;
import io.ostiary.contract.event.GroupEvent.UserRemovedFromGroup;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.GroupResult.CreateGroupResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.GroupMember;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.attachment.AttachmentDecider;
import io.ostiary.writer.rule.Deletion;
import io.ostiary.writer.rule.Lookups;
import io.ostiary.writer.rule.Paths;
import io.ostiary.writer.rule.Renaming;

import java.util.function.Function;

/** The rules of groups (IAM API Reference). */
public final class GroupDecider {
    private final AttachmentDecider attachments;

    public GroupDecider(AttachmentDecider attachments) {
        this.attachments = attachments;
    }

    public CommandResult decide(AccountState account, GroupCommand command, Effects effects) {
        return switch (command) {
            case CreateGroup c -> create(account, c, effects);
            case UpdateGroup c -> update(account, c);
            case DeleteGroup c -> delete(account, c);
            case AddUserToGroup c ->
                    Lookups.group(account, c.groupName())
                            .then(
                                    group ->
                                            Lookups.user(account, c.userName())
                                                    .then(user -> add(account, group, user)));
            case RemoveUserFromGroup c ->
                    // AWS looks for the user first.
                    Lookups.user(account, c.userName())
                            .then(
                                    user ->
                                            Lookups.group(account, c.groupName())
                                                    .then(group -> remove(group, user)));
            case PutGroupPolicy c ->
                    on(
                            account,
                            c.groupName(),
                            g ->
                                    attachments.putInlinePolicy(
                                            g, c.policyName(), c.policyDocument()));
            case DeleteGroupPolicy c ->
                    on(
                            account,
                            c.groupName(),
                            g -> attachments.deleteInlinePolicy(g, c.policyName()));
            case AttachGroupPolicy c ->
                    on(account, c.groupName(), g -> attachments.attach(account, g, c.policyArn()));
            case DetachGroupPolicy c ->
                    on(account, c.groupName(), g -> attachments.detach(g, c.policyArn()));
        };
    }

    private static CommandResult on(
            AccountState account, String name, Function<Attachable, CommandResult> rule) {
        return Lookups.group(account, name).then(rule::apply);
    }

    private static CommandResult create(
            AccountState account, CreateGroup command, Effects effects) {
        if (account.groupNamed(command.groupName()) != null) {
            return rejected(EntityAlreadyExists.named(Subject.GROUP, command.groupName()));
        }
        if (Quota.GROUPS.isReached(account, account.count(Table.GROUPS))) {
            return rejected(Quota.GROUPS.exceeded(account));
        }
        var group =
                new Group(
                        effects.ids().next(IdPrefix.GROUP),
                        command.groupName(),
                        Paths.orRoot(command.path()),
                        effects.now(),
                        Attachments.NONE);
        return accepted(
                new CreateGroupResult(Shapes.group(account.id(), group)),
                new GroupCreated(group.id(), group.name(), group.path(), group.createdAt()));
    }

    private static CommandResult update(AccountState account, UpdateGroup command) {
        return Lookups.group(account, command.groupName())
                .then(
                        group -> {
                            var renaming =
                                    Renaming.of(group, command.newGroupName(), command.newPath());
                            if (renaming.takes(account.groupNamed(renaming.name()))) {
                                return rejected(
                                        EntityAlreadyExists.named(Subject.GROUP, renaming.name()));
                            }
                            return renaming.isNone()
                                    ? accepted()
                                    : accepted(
                                            new GroupRenamed(
                                                    group.id(), renaming.name(), renaming.path()));
                        });
    }

    private static CommandResult delete(AccountState account, DeleteGroup command) {
        return Lookups.group(account, command.groupName())
                .then(
                        group -> {
                            if (account.hasAny(
                                    Table.GROUP_MEMBERS, GroupMember.prefix(group.id()))) {
                                return rejected(Deletion.must("remove users from group"));
                            }
                            AwsError conflict = Deletion.policiesInTheWay(group);
                            return conflict != null
                                    ? rejected(conflict)
                                    : accepted(new GroupDeleted(group.id()));
                        });
    }

    /** Who is in it already stays in it. */
    private static CommandResult add(AccountState account, Group group, User user) {
        if (user.groupIds().contains(group.id())) {
            return accepted();
        }
        if (Quota.GROUPS_OF_USER.isReached(account, user.groupIds().size())) {
            return rejected(Quota.GROUPS_OF_USER.exceeded(account));
        }
        return accepted(new UserAddedToGroup(group.id(), user.id()));
    }

    /** Who is not in it is out of it already, as AWS answers. */
    private static CommandResult remove(Group group, User user) {
        return user.groupIds().contains(group.id())
                ? accepted(new UserRemovedFromGroup(group.id(), user.id()))
                : accepted();
    }
}
