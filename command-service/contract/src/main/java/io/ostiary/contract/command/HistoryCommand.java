package io.ostiary.contract.command;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What histories say to each other, and what the first start says to them; no caller can send
 * these. Each is idempotent: a second one with the same {@code requestId} changes nothing and is
 * answered as the first was.
 *
 * <p>An account is opened in three steps: the registry reserves id and e-mail, the new history
 * opens itself, the one that asked is told.
 */
public sealed interface HistoryCommand extends Command {

    /**
     * To the registry: reserve an account id and an e-mail address for an account to be opened.
     *
     * @param requester the history that is told of the result; the account itself at the first
     *     start
     */
    record ReserveAccount(String requestId, AccountId requester, NewAccount account)
            implements HistoryCommand {}

    /** To the new history: come into being. Only the registry sends it. */
    record OpenAccount(String requestId, AccountId requester, NewAccount account)
            implements HistoryCommand {}

    /**
     * To the registry: the account is open; the reservation is for good.
     *
     * @param revision of the account's history, by which it is open
     */
    record ConfirmReservation(String requestId, AccountId account, long revision)
            implements HistoryCommand {}

    /**
     * To the history that asked: the account it wanted is open.
     *
     * @param revision of the account's history, by which it is open: who is told of the account is
     *     told so when every reader has it
     */
    record AccountReady(String requestId, AccountId account, long revision)
            implements HistoryCommand {}

    /**
     * To the history that asked: the account could not be opened.
     *
     * @param reason a CreateAccountFailureReason of the Organizations model, such as
     *     EMAIL_ALREADY_EXISTS
     */
    record AccountRefused(String requestId, AccountId account, String reason)
            implements HistoryCommand {}

    /**
     * To the registry: this is the house's master key. The first one wins; another value is
     * rejected.
     *
     * @param checkValue tells whether two master keys are equal, and nothing else of them
     */
    record RegisterMasterKey(String requestId, String checkValue) implements HistoryCommand {}

    /**
     * To the registry: this is to be the account's alias, in the place of the one it has.
     *
     * @param revision of the account's history at which it asked: a later wish counts
     */
    record ReserveAlias(Awaited awaited, AccountId account, String alias, long revision)
            implements HistoryCommand {}

    /** To the account that asked: it has the alias. */
    record AliasGranted(Awaited awaited, String alias, long revision) implements HistoryCommand {}

    /** To the account that asked: another account has it. */
    record AliasTaken(Awaited awaited, String alias) implements HistoryCommand {}

    /**
     * To the registry: the account has given up its alias.
     *
     * @param revision of the account's history at which it did
     */
    record ReleaseAlias(String requestId, AccountId account, long revision)
            implements HistoryCommand {}

    /** To the account: the alias is free for others. */
    record AliasReleased(String requestId) implements HistoryCommand {}

    /**
     * To the registry: the account wants a bucket of this name.
     *
     * @param revision of the account's history at which it asked: what it said before, and comes
     *     later, does not count
     */
    record ReserveBucket(Awaited awaited, AccountId account, NewBucket bucket, long revision)
            implements HistoryCommand {}

    /**
     * To the account that asked: the name is its own.
     *
     * @param reservedBy the registry's revision by which it is: who is told of the bucket is told so
     *     when every reader knows whose it is
     */
    record BucketGranted(Awaited awaited, NewBucket bucket, long revision, long reservedBy)
            implements HistoryCommand {}

    /**
     * To the account that asked: the name is another account's.
     *
     * @param knownBy the registry's revision by which it is
     */
    record BucketTaken(Awaited awaited, String bucket, long knownBy) implements HistoryCommand {}

    /**
     * To the registry: the account has no bucket of this name any more.
     *
     * @param revision of the account's history at which it deleted it
     */
    record ReleaseBucket(String requestId, AccountId account, String bucket, long revision)
            implements HistoryCommand {}

    /** To the account: the name is free for others. */
    record BucketReleased(String requestId, String bucket) implements HistoryCommand {}

    /**
     * To a member account: its management account changes it. Answered when it is done.
     *
     * @param management who is told
     */
    record ChangeMember(Awaited awaited, AccountId management, MemberChange change)
            implements HistoryCommand {}

    /**
     * To the management account: the member has changed.
     *
     * @param revision of the member's history, by which it has
     */
    record MemberChanged(Awaited awaited, AccountId account, MemberChange change, long revision)
            implements HistoryCommand {}

    /** To the management account: it is too late, the member cannot be reopened. */
    record MemberNotReopened(Awaited awaited, AccountId account) implements HistoryCommand {}

    /**
     * To an account: if it is closed and its time is over, its data key goes. Gateways send it now
     * and then; the writer's clock decides.
     */
    record ShredClosedAccount(String requestId) implements HistoryCommand {}

    /** To the management account: the member is gone for good. */
    record MemberShredded(String requestId, AccountId account) implements HistoryCommand {}

    /** To the account that is gone: its management account knows. */
    record ShreddingNoted(String requestId) implements HistoryCommand {}

    /**
     * What a bucket begins with.
     *
     * @param region where it is said to lie
     */
    record NewBucket(String name, String region, List<Tag> tags) {
        public NewBucket {
            tags = List.copyOf(tags);
        }
    }

    /**
     * What an account begins with.
     *
     * @param managementAccount whose root the access role trusts; null for the first account of the
     *     house
     * @param accessRoleName usually OrganizationAccountAccessRole; null for the first account
     * @param rootKey root's first access key; null for a created account, which has no root
     *     credentials
     */
    record NewAccount(
            AccountId id,
            String name,
            String email,
            @Nullable AccountId managementAccount,
            @Nullable String accessRoleName,
            @Nullable RootKey rootKey) {}

    /**
     * @param secret sealed as a command field
     */
    record RootKey(String accessKeyId, SealedSecret secret) {}
}
