package io.ostiary.contract.command;

import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;

import org.jspecify.annotations.Nullable;

/** What changes login profiles (IAM API Reference). */
public sealed interface LoginProfileCommand extends IamCommand {

    record CreateLoginProfile(
            @Nullable HashedPassword password,
            @Nullable Boolean passwordResetRequired,
            @Nullable String userName)
            implements LoginProfileCommand {}

    record UpdateLoginProfile(
            @Nullable HashedPassword password,
            @Nullable Boolean passwordResetRequired,
            String userName)
            implements LoginProfileCommand {}

    /** The caller's own. */
    record ChangePassword(HashedPassword newPassword, ProvenPassword oldPassword)
            implements LoginProfileCommand {}

    record DeleteLoginProfile(@Nullable String userName) implements LoginProfileCommand {}
}
