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
     * The master key under which everything in this log is sealed; registered before the first
     * account is opened, and once.
     *
     * @param checkValue equal for equal keys
     */
    record MasterKeyRegistered(String checkValue) implements RegistryEvent {}
}
