package io.ostiary.state.entity;

import io.ostiary.state.entity.Credentials.LoginProfile;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * What an account asks of its users' passwords; where there is none, AWS's default holds. Its one
 * key is constant.
 *
 * @param minimumLength in characters
 * @param maximumAge days; 0 for no end
 * @param reusePrevention how many of the newest passwords may not be used again, the current one
 *     included; 0 for none
 * @param hardExpiry whether an expired password can only be set by an administrator
 */
public record PasswordPolicy(
        int minimumLength,
        boolean symbols,
        boolean numbers,
        boolean upperCase,
        boolean lowerCase,
        boolean usersMayChange,
        int maximumAge,
        int reusePrevention,
        boolean hardExpiry)
        implements Entity {

    public static final String KEY = "password-policy";

    /**
     * When the password ends; null for never. A period holds at once, for passwords that were set
     * before it too, and an expired password keeps nobody from using access keys, ChangePassword
     * included (IAM User Guide, "Set an account password policy for IAM users"; IAM API Reference,
     * PasswordPolicy, HardExpiry). It is for a sign-in to ask.
     */
    public @Nullable Instant expirationOf(LoginProfile profile) {
        return maximumAge == 0 ? null : profile.passwordSetAt().plus(Duration.ofDays(maximumAge));
    }

    public boolean isExpired(LoginProfile profile, Instant now) {
        Instant expiration = expirationOf(profile);
        return expiration != null && !now.isBefore(expiration);
    }

    /** How many passwords before the current one may not be used again. */
    public int formerPrevented() {
        return Math.max(reusePrevention - 1, 0);
    }

    @Override
    public Table<PasswordPolicy> table() {
        return Table.PASSWORD_POLICY;
    }

    @Override
    public String key() {
        return KEY;
    }
}
