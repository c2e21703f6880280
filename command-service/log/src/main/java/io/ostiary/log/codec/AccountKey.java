package io.ostiary.log.codec;

import io.ostiary.contract.secret.SealedSecret;

/** What iam.account-keys says of an account. */
public sealed interface AccountKey {

    /**
     * @param version counts the account's data keys from 1
     * @param key under the master key, bound to account and version
     */
    record WrappedKey(int version, SealedSecret key) implements AccountKey {}

    /** Gone for good, and all secrets of the account with it. */
    record ShreddedKey() implements AccountKey {}
}
