package io.ostiary.contract.command;

import org.jspecify.annotations.Nullable;

/** What changes an account's own settings (IAM API Reference). */
public sealed interface AccountCommand extends IamCommand {

    /** What is left out takes its default: there are no partial updates. */
    record UpdateAccountPasswordPolicy(
            @Nullable Boolean allowUsersToChangePassword,
            @Nullable Boolean hardExpiry,
            @Nullable Integer maxPasswordAge,
            @Nullable Integer minimumPasswordLength,
            @Nullable Integer passwordReusePrevention,
            @Nullable Boolean requireLowercaseCharacters,
            @Nullable Boolean requireNumbers,
            @Nullable Boolean requireSymbols,
            @Nullable Boolean requireUppercaseCharacters)
            implements AccountCommand {}

    record DeleteAccountPasswordPolicy() implements AccountCommand {}

    /** Replaces the alias that the account has. Answered when the registry has agreed. */
    record CreateAccountAlias(String accountAlias) implements AccountCommand {}

    record DeleteAccountAlias(String accountAlias) implements AccountCommand {}
}
