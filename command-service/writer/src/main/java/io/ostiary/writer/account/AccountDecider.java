package io.ostiary.writer.account;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;
import static io.ostiary.state.decide.CommandResult.undecidedYet;

import io.ostiary.contract.command.AccountCommand;
import io.ostiary.contract.command.AccountCommand.CreateAccountAlias;
import io.ostiary.contract.command.AccountCommand.DeleteAccountAlias;
import io.ostiary.contract.command.AccountCommand.DeleteAccountPasswordPolicy;
import io.ostiary.contract.command.AccountCommand.UpdateAccountPasswordPolicy;
import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.event.AccountEvent.AliasRemoved;
import io.ostiary.contract.event.AccountEvent.PasswordPolicyRemoved;
import io.ostiary.contract.event.AccountEvent.PasswordPolicySet;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.AccountAlias;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.history.FollowUps;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** The rules of an account's own settings (IAM API Reference). */
public final class AccountDecider {

    /** Of a policy that does not say (IAM API Reference, UpdateAccountPasswordPolicy). */
    private static final int DEFAULT_LENGTH = 6;

    public CommandResult decide(
            AccountState account, AccountCommand command, CommandEnvelope envelope) {
        return switch (command) {
            case CreateAccountAlias c -> createAlias(account, c.accountAlias(), envelope);
            case DeleteAccountAlias c -> deleteAlias(account, c.accountAlias(), envelope);
            case UpdateAccountPasswordPolicy c -> update(c);
            case DeleteAccountPasswordPolicy _ ->
                    account.passwordPolicy() == null
                            ? rejected(
                                    new NoSuchEntity(
                                            "The account policy with name PasswordPolicy cannot be"
                                                    + " found."))
                            : accepted(new PasswordPolicyRemoved());
        };
    }

    /** A new alias takes the place of the old one (IAM User Guide, "Account aliases"). */
    private static CommandResult createAlias(
            AccountState account, String alias, CommandEnvelope envelope) {
        if (alias.equals(aliasOf(account))) {
            return rejected(EntityAlreadyExists.alias(alias));
        }
        var awaited = new Awaited(envelope.gateway(), envelope.requestId());
        return undecidedYet(
                List.of(
                        FollowUps.reserveAlias(
                                awaited, account.id(), alias, account.revision() + 1)));
    }

    private static CommandResult deleteAlias(
            AccountState account, String alias, CommandEnvelope envelope) {
        if (!alias.equals(aliasOf(account))) {
            // The words are ours: AWS documents the code alone.
            return rejected(new NoSuchEntity("The account alias " + alias + " cannot be found."));
        }
        long revision = account.revision() + 1;
        return accepted(
                new AliasRemoved(revision),
                FollowUps.releaseAlias(envelope.requestId(), account.id(), revision));
    }

    private static @Nullable String aliasOf(AccountState account) {
        AccountAlias held = account.alias();
        return held == null ? null : held.alias();
    }

    private static CommandResult update(UpdateAccountPasswordPolicy command) {
        return accepted(
                new PasswordPolicySet(
                        Objects.requireNonNullElse(command.minimumPasswordLength(), DEFAULT_LENGTH),
                        isSet(command.requireSymbols()),
                        isSet(command.requireNumbers()),
                        isSet(command.requireUppercaseCharacters()),
                        isSet(command.requireLowercaseCharacters()),
                        isSet(command.allowUsersToChangePassword()),
                        Objects.requireNonNullElse(command.maxPasswordAge(), 0),
                        Objects.requireNonNullElse(command.passwordReusePrevention(), 0),
                        isSet(command.hardExpiry())));
    }

    private static boolean isSet(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
