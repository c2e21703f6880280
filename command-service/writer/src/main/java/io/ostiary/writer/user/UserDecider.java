package io.ostiary.writer.user;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.UserResult.CreateUserResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Paths;
import io.ostiary.writer.rule.Quota;

import java.util.List;

/** The rules of users (IAM API Reference). */
public final class UserDecider {

    public CommandResult create(AccountState account, CreateUser command, Effects effects) {
        if (account.userNamed(command.userName()) != null) {
            return rejected(EntityAlreadyExists.named(Subject.USER, command.userName()));
        }
        if (Quota.USERS.isReached(account.count(Table.USERS))) {
            return rejected(Quota.USERS.exceeded());
        }
        var created =
                new UserCreated(
                        effects.ids().next(IdPrefix.USER),
                        command.userName(),
                        Paths.orRoot(command.path()),
                        effects.now());
        var user =
                new User(
                        created.userId(),
                        created.name(),
                        created.path(),
                        created.at(),
                        Attachments.NONE,
                        Credentials.NONE,
                        List.of());
        return accepted(new CreateUserResult(Shapes.user(account.id(), user, true)), created);
    }
}
