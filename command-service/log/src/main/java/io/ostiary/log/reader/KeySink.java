package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.AccountKey;

/**
 * Keeps the wrapped data keys of accounts. It is told all of them at every start, before the first
 * event, and each later one no later than the event that opens its account.
 */
public interface KeySink {

    /** The account's newest key, or that it was shredded. Called by the reader's thread. */
    void accountKey(AccountId account, AccountKey key);

    /** Whether it was told anything of the account. */
    boolean knows(AccountId account);
}
