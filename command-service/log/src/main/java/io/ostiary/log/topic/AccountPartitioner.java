package io.ostiary.log.topic;

import io.ostiary.contract.id.AccountId;

/**
 * Which partition an account's history lies in: the one function that says so, for every topic that
 * is keyed by account. It never changes; a partition count never changes either.
 */
public final class AccountPartitioner {

    private AccountPartitioner() {}

    /**
     * @param count of partitions, at least 1
     */
    public static int partitionOf(AccountId account, int count) {
        // The finalizer of splitmix64: account numbers may be consecutive.
        long mixed = account.number();
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        mixed ^= mixed >>> 31;
        return (int) Long.remainderUnsigned(mixed, count);
    }
}
