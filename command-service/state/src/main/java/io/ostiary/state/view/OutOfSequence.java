package io.ostiary.state.view;

import io.ostiary.contract.id.AccountId;

/** An event that is not the next one of its account: the account is refused from there. */
public final class OutOfSequence extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutOfSequence(AccountId account, long expected, long found) {
        super("account " + account + ": expected revision " + expected + ", found " + found);
    }
}
