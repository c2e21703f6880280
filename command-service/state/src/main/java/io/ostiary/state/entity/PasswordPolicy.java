package io.ostiary.state.entity;

/**
 * What an account asks of its users' passwords; where there is none, AWS's default holds. Its one
 * key is constant.
 *
 * @param minimumLength in characters
 * @param maximumAge days; 0 for no end
 * @param reusePrevention how many former passwords may not be used again
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

    @Override
    public Table<PasswordPolicy> table() {
        return Table.PASSWORD_POLICY;
    }

    @Override
    public String key() {
        return KEY;
    }
}
