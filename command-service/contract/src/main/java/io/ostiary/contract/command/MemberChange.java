package io.ostiary.contract.command;

/** What a management account changes in the history of a member. */
public sealed interface MemberChange {

    /** No credential of the account is good any more. */
    record Close() implements MemberChange {}

    /** They are good again. */
    record Reopen() implements MemberChange {}

    /**
     * @param name of the quota, as AWS's errors call it
     */
    record SetQuota(String name, int value) implements MemberChange {}
}
