package io.ostiary.contract.command;

/**
 * What only who runs the house changes, by the service {@code ostiary}: principals of the
 * management account, of any account of the house. The shapes are ours.
 */
public sealed interface OperatorCommand extends Command {

    /**
     * Raises, or lowers again, what an account may hold.
     *
     * @param name of the quota, as AWS's errors call it, such as UsersPerAccount
     */
    record PutQuota(String accountId, String name, int value) implements OperatorCommand {}

    /** Undoes a CloseAccount, as long as the account's key has not been shredded. */
    record ReopenAccount(String accountId) implements OperatorCommand {}
}
