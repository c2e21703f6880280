package io.ostiary.contract.event;

import io.ostiary.contract.id.AccountId;

/** What must be unique in the world, in the history of {@link AccountId#REGISTRY}. */
public sealed interface RegistryEvent extends Event {

    record AccountReserved(String requestId, AccountId requester, AccountId account, String email)
            implements RegistryEvent {}

    /**
     * @param revision of the account's own history, by which it is open
     */
    record AccountConfirmed(AccountId account, long revision) implements RegistryEvent {}

    /**
     * The account has this alias and no other.
     *
     * @param revision of the account's own history, by which it asked
     */
    record AliasReserved(AccountId account, String alias, long revision) implements RegistryEvent {}

    /**
     * The account's wish for an alias was refused, and stays so if it is uttered again.
     *
     * @param revision of the account's own history, by which it asked
     */
    record AliasRefused(AccountId account, long revision) implements RegistryEvent {}

    /**
     * The account has no alias.
     *
     * @param revision of the account's own history, by which it gave it up
     */
    record AliasFreed(AccountId account, long revision) implements RegistryEvent {}

    /**
     * The bucket's name is the account's, and nobody else's.
     *
     * @param revision of the account's own history, by which it asked
     */
    record BucketReserved(AccountId account, String bucket, long revision)
            implements RegistryEvent {}

    /** The name is free. */
    record BucketFreed(String bucket) implements RegistryEvent {}

    /**
     * The master key under which everything in this log is sealed; registered before the first
     * account is opened, and once.
     *
     * @param checkValue equal for equal keys
     */
    record MasterKeyRegistered(String checkValue) implements RegistryEvent {}
}
