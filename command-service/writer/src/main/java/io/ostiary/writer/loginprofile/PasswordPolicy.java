package io.ostiary.writer.loginprofile;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.PasswordPolicyViolation;
import io.ostiary.contract.secret.HashedPassword;

import org.jspecify.annotations.Nullable;

/**
 * The password policy of an account that has set none (IAM User Guide, "Default password policy"):
 * 8 to 128 characters and three of the four classes. That it is neither the account's name nor its
 * e-mail address the engine checks, which alone sees the password.
 */
final class PasswordPolicy {
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 128;
    private static final int MIN_CLASSES = 3;

    private PasswordPolicy() {}

    static @Nullable AwsError problem(HashedPassword password) {
        if (password.length() < MIN_LENGTH) {
            return new PasswordPolicyViolation(
                    "Password should have a minimum length of " + MIN_LENGTH);
        }
        return password.length() > MAX_LENGTH || classes(password.facts()) < MIN_CLASSES
                ? new PasswordPolicyViolation(
                        "Password does not conform to the account password policy.")
                : null;
    }

    private static int classes(HashedPassword.Facts facts) {
        return (facts.upperCase() ? 1 : 0)
                + (facts.lowerCase() ? 1 : 0)
                + (facts.digit() ? 1 : 0)
                + (facts.symbol() ? 1 : 0);
    }
}
