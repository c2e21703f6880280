package io.ostiary.contract.event;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The account itself. */
public sealed interface AccountEvent extends Event {

    /**
     * The first event of every history but the registry's.
     *
     * @param managementAccount null for the first account of the house
     */
    record AccountOpened(
            String requestId,
            AccountId account,
            String name,
            String email,
            @Nullable AccountId managementAccount,
            Instant at)
            implements AccountEvent {}

    /**
     * What passwords of users must be like from now on.
     *
     * @param minimumLength in characters
     * @param maximumAge days; 0 for no end
     * @param reusePrevention how many of the newest passwords may not be used again
     * @param hardExpiry whether an expired password can only be set by an administrator
     */
    record PasswordPolicySet(
            int minimumLength,
            boolean symbols,
            boolean numbers,
            boolean upperCase,
            boolean lowerCase,
            boolean usersMayChange,
            int maximumAge,
            int reusePrevention,
            boolean hardExpiry)
            implements AccountEvent {}

    /**
     * The registry keeps the alias for this account.
     *
     * @param revision by which the account asked for it
     */
    record AliasSet(String alias, long revision) implements AccountEvent {}

    /**
     * @param revision by which it was removed
     */
    record AliasRemoved(long revision) implements AccountEvent {}

    /**
     * No credential of the account is good any more.
     *
     * @param until when it can be reopened no more
     */
    record AccountClosed(Instant at, Instant until) implements AccountEvent {}

    /** All is as it was before it was closed. */
    record AccountReopened() implements AccountEvent {}

    /** Its data key is gone, and every secret of it: the account never comes back. */
    record AccountShredded(Instant at) implements AccountEvent {}

    /**
     * The key's tombstone has been written again, so that the log compacts away what lies before.
     */
    record AccountKeyErased() implements AccountEvent {}

    /**
     * @param name of the quota, as AWS's errors call it
     */
    record QuotaSet(String name, int value) implements AccountEvent {}

    /** AWS's default policy holds again. */
    record PasswordPolicyRemoved() implements AccountEvent {}

    /** The credential report tells of the account as it is now. */
    record CredentialReportGenerated(Instant at) implements AccountEvent {}
}
