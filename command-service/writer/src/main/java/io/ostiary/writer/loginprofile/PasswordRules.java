package io.ostiary.writer.loginprofile;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.EntityTemporarilyUnmodifiable;
import io.ostiary.contract.error.IamError.PasswordPolicyViolation;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Owner;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What a password must be like: the account's policy or, where it has set none, AWS's default (IAM
 * User Guide, "Setting an account password policy": 8 to 128 characters and three of the four
 * classes). That it is neither the account's name nor its e-mail address the engine checks, which
 * alone sees the password.
 *
 * <p>The texts are AWS's as people have met them (redhat-cop/agnosticd#6594); how it joins several
 * reasons under a policy of one's own is not known.
 */
final class PasswordRules {
    private static final int DEFAULT_LENGTH = 8;
    private static final int DEFAULT_CLASSES = 3;
    private static final int MAX_LENGTH = 128;
    private static final int CLASSES = 4;

    private PasswordRules() {}

    /**
     * @param policy null for the default
     */
    static @Nullable AwsError problem(HashedPassword password, @Nullable PasswordPolicy policy) {
        int minimum = policy == null ? DEFAULT_LENGTH : policy.minimumLength();
        if (password.length() < minimum) {
            return violation("Password should have a minimum length of " + minimum);
        }
        if (password.length() > MAX_LENGTH) {
            return PasswordPolicyViolation.unspecified();
        }
        return policy == null ? ofDefault(password.facts()) : ofPolicy(password.facts(), policy);
    }

    /**
     * Whether it is one of the newest passwords that the policy forbids to use again. That an
     * administrator's choice is bound by it too follows from the IAM User Guide, "Manage passwords
     * for IAM users": "The password that you create must meet the account's password policy".
     *
     * @param profile of the owner, who had the passwords
     */
    static @Nullable AwsError usedBefore(
            HashedPassword password, AccountState account, Owner owner, LoginProfile profile) {
        PasswordPolicy policy = account.passwordPolicy();
        if (policy == null || policy.reusePrevention() == 0) {
            return null;
        }
        int known = 1 + account.formerPasswordsOf(owner.id().uniqueId()).size();
        HashedPassword.Comparison comparison = password.comparison();
        if (comparison == null
                || !comparison.currentSetAt().equals(profile.passwordSetAt())
                || comparison.compared() < Math.min(known, policy.reusePrevention())) {
            return EntityTemporarilyUnmodifiable.loginProfile(owner.name());
        }
        Integer same = comparison.same();
        return same != null && same < policy.reusePrevention()
                ? PasswordPolicyViolation.unspecified()
                : null;
    }

    private static @Nullable AwsError ofDefault(HashedPassword.Facts facts) {
        List<String> missing = missing(facts, true, true, true, true);
        int more = DEFAULT_CLASSES - (CLASSES - missing.size());
        return more <= 0
                ? null
                : violation(
                        "Password should meet "
                                + more
                                + " more of the following requirements: "
                                + String.join(", ", missing));
    }

    private static @Nullable AwsError ofPolicy(HashedPassword.Facts facts, PasswordPolicy policy) {
        List<String> missing =
                missing(
                        facts,
                        policy.upperCase(),
                        policy.lowerCase(),
                        policy.numbers(),
                        policy.symbols());
        return missing.isEmpty() ? null : violation(String.join(", ", missing));
    }

    private static List<String> missing(
            HashedPassword.Facts facts,
            boolean upperCase,
            boolean lowerCase,
            boolean numbers,
            boolean symbols) {
        var missing = new ArrayList<String>(CLASSES);
        if (upperCase && !facts.upperCase()) {
            missing.add("Password should have at least one uppercase letter");
        }
        if (lowerCase && !facts.lowerCase()) {
            missing.add("Password should have at least one lowercase letter");
        }
        if (numbers && !facts.digit()) {
            missing.add("Password should have at least one number");
        }
        if (symbols && !facts.symbol()) {
            missing.add("Password should have at least one symbol");
        }
        return missing;
    }

    private static AwsError violation(String message) {
        return new PasswordPolicyViolation(message);
    }
}
