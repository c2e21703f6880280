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
}
