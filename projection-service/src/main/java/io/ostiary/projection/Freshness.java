package io.ostiary.projection;

import io.ostiary.contract.id.AccountId;

/** Whether this reader has proved lately that it has seen every event of an account. */
@FunctionalInterface
public interface Freshness {

    /** Asked after a request has arrived and before anything is read for it; takes no lock. */
    boolean mayAnswer(AccountId account);
}
