package io.ostiary.writer.loginprofile;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.LoginProfileCommand;
import io.ostiary.contract.command.LoginProfileCommand.ChangePassword;
import io.ostiary.contract.command.LoginProfileCommand.CreateLoginProfile;
import io.ostiary.contract.command.LoginProfileCommand.DeleteLoginProfile;
import io.ostiary.contract.command.LoginProfileCommand.UpdateLoginProfile;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.EntityTemporarilyUnmodifiable;
import io.ostiary.contract.error.IamError.InvalidUserType;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.event.CredentialEvent.LoginProfileCreated;
import io.ostiary.contract.event.CredentialEvent.LoginProfileDeleted;
import io.ostiary.contract.event.CredentialEvent.LoginProfilePasswordSet;
import io.ostiary.contract.event.CredentialEvent.LoginProfileResetRequiredSet;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.result.LoginProfileResult.CreateLoginProfileResult;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Owner;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The rules of login profiles (IAM API Reference). The password itself never comes here. */
public final class LoginProfileDecider {

    public CommandResult decide(
            AccountState account,
            LoginProfileCommand command,
            CommandEnvelope envelope,
            Effects effects) {
        return switch (command) {
            case CreateLoginProfile c ->
                    onUser(
                            account,
                            envelope,
                            c.userName(),
                            owner -> create(account, owner, c, effects));
            case UpdateLoginProfile c ->
                    onProfile(
                            account,
                            envelope,
                            c.userName(),
                            (owner, profile) ->
                                    changed(
                                            account,
                                            owner,
                                            profile,
                                            c.password(),
                                            c.passwordResetRequired(),
                                            effects));
            case ChangePassword c -> change(account, c, envelope, effects);
            case DeleteLoginProfile c ->
                    onProfile(
                            account,
                            envelope,
                            c.userName(),
                            (owner, profile) -> accepted(new LoginProfileDeleted(owner.id())));
        };
    }

    /** Root has no login profile of this kind. */
    private static CommandResult onUser(
            AccountState account,
            CommandEnvelope envelope,
            @Nullable String userName,
            Function<Owner, CommandResult> rule) {
        return Owner.of(account, envelope.actor(), userName)
                .then(owner -> owner.isRoot() ? rejected(Owner.mustNameUser()) : rule.apply(owner));
    }

    private static CommandResult onProfile(
            AccountState account,
            CommandEnvelope envelope,
            @Nullable String userName,
            BiFunction<Owner, LoginProfile, CommandResult> rule) {
        return onUser(
                account,
                envelope,
                userName,
                owner -> {
                    LoginProfile profile = owner.credentials().loginProfile();
                    return profile == null
                            ? rejected(NoSuchEntity.loginProfile(owner.name()))
                            : rule.apply(owner, profile);
                });
    }

    private static CommandResult create(
            AccountState account, Owner owner, CreateLoginProfile command, Effects effects) {
        if (owner.credentials().loginProfile() != null) {
            return rejected(
                    new EntityAlreadyExists(
                            "Login Profile for user " + owner.name() + " already exists."));
        }
        HashedPassword password = command.password();
        if (password == null) {
            return rejected(
                    CommonError.validation(
                            "1 validation error detected: Value at 'password' failed to satisfy"
                                    + " constraint: Member must not be null"));
        }
        AwsError problem = PasswordRules.problem(password, account.passwordPolicy());
        if (problem != null) {
            return rejected(problem);
        }
        boolean resetRequired = Boolean.TRUE.equals(command.passwordResetRequired());
        SealedSecret hash = keep(account, owner, password, effects);
        var profile = new LoginProfile(hash, resetRequired, effects.now(), effects.now());
        return accepted(
                new CreateLoginProfileResult(Shapes.loginProfile(owner.name(), profile)),
                new LoginProfileCreated(owner.id(), hash, resetRequired, effects.now()));
    }

    /**
     * One's own password, which one must have known. It need not be replaced any more, even where
     * it had to be.
     */
    private static CommandResult change(
            AccountState account,
            ChangePassword command,
            CommandEnvelope envelope,
            Effects effects) {
        return envelope.actor().isUser()
                ? onProfile(
                        account,
                        envelope,
                        null,
                        (owner, profile) ->
                                command.oldPassword().setAt().equals(profile.passwordSetAt())
                                        ? changed(
                                                account,
                                                owner,
                                                profile,
                                                command.newPassword(),
                                                false,
                                                effects)
                                        : rejected(
                                                EntityTemporarilyUnmodifiable.loginProfile(
                                                        owner.name())))
                : rejected(InvalidUserType.ownPassword());
    }

    /** Where there is nothing to change, nothing happens. */
    private static CommandResult changed(
            AccountState account,
            Owner owner,
            LoginProfile profile,
            @Nullable HashedPassword password,
            @Nullable Boolean resetRequired,
            Effects effects) {
        var events = new ArrayList<Event>(2);
        if (password != null) {
            AwsError problem = PasswordRules.problem(password, account.passwordPolicy());
            if (problem == null) {
                problem = PasswordRules.usedBefore(password, account, owner, profile);
            }
            if (problem != null) {
                return rejected(problem);
            }
            events.add(
                    new LoginProfilePasswordSet(
                            owner.id(), keep(account, owner, password, effects), effects.now()));
        }
        if (resetRequired != null && resetRequired != profile.resetRequired()) {
            events.add(new LoginProfileResetRequiredSet(owner.id(), resetRequired));
        }
        return accepted(null, events);
    }

    private static SealedSecret keep(
            AccountState account, Owner owner, HashedPassword password, Effects effects) {
        return effects.secrets().keep(account.id(), owner.id().uniqueId(), password.hash());
    }
}
