package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/**
 * @param expirePasswords whether there is a maximum age
 * @param hardExpiry null where passwords do not expire
 * @param maxPasswordAge days; null where passwords do not expire
 * @param passwordReusePrevention how many former passwords may not be used again; null for none
 */
public record PasswordPolicy(
        boolean allowUsersToChangePassword,
        boolean expirePasswords,
        @Nullable Boolean hardExpiry,
        @Nullable Integer maxPasswordAge,
        int minimumPasswordLength,
        @Nullable Integer passwordReusePrevention,
        boolean requireLowercaseCharacters,
        boolean requireNumbers,
        boolean requireSymbols,
        boolean requireUppercaseCharacters) {}
