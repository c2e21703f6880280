package io.ostiary.writer.history;

import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.command.HistoryCommand.AccountReady;
import io.ostiary.contract.command.HistoryCommand.AccountRefused;
import io.ostiary.contract.command.HistoryCommand.AliasGranted;
import io.ostiary.contract.command.HistoryCommand.AliasReleased;
import io.ostiary.contract.command.HistoryCommand.AliasTaken;
import io.ostiary.contract.command.HistoryCommand.BucketGranted;
import io.ostiary.contract.command.HistoryCommand.BucketReleased;
import io.ostiary.contract.command.HistoryCommand.BucketTaken;
import io.ostiary.contract.command.HistoryCommand.ChangeMember;
import io.ostiary.contract.command.HistoryCommand.ConfirmReservation;
import io.ostiary.contract.command.HistoryCommand.MemberChanged;
import io.ostiary.contract.command.HistoryCommand.MemberNotReopened;
import io.ostiary.contract.command.HistoryCommand.MemberShredded;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.NewBucket;
import io.ostiary.contract.command.HistoryCommand.OpenAccount;
import io.ostiary.contract.command.HistoryCommand.ReleaseAlias;
import io.ostiary.contract.command.HistoryCommand.ReleaseBucket;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
import io.ostiary.contract.command.HistoryCommand.ReserveAlias;
import io.ostiary.contract.command.HistoryCommand.ReserveBucket;
import io.ostiary.contract.command.HistoryCommand.ShreddingNoted;
import io.ostiary.contract.command.MemberChange;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.FollowUpEvent.FollowUpAnswered;
import io.ostiary.contract.event.FollowUpEvent.FollowUpSent;
import io.ostiary.contract.id.AccountId;

import java.util.List;

/**
 * The messages between histories, their ids, and who answers whom.
 *
 * <p>There are questions and answers. A question (reserve, open) stays pending in the history that
 * asked until its answer comes, and is sent again at every takeover until then. An answer (confirm,
 * ready, refused) is sent and struck off in the same transaction: if it is lost, its question comes
 * again and is answered again. So every message arrives at least once, and none needs an answer to
 * an answer:
 *
 * <pre>
 * requester  ── reserve ──▶  registry  ── open ──▶  new account
 *            ◀── ready ────            ◀─ confirm ─
 * </pre>
 *
 * <p>Ready answers reserve and confirm answers open. An alias is reserved and released by two more
 * questions to the registry, granted or taken and released its answers; so is a bucket's name. A management account's
 * change of a member is a question to that, and so is, the other way, that its key is shredded. Ids
 * follow from the request, so that a repeated step writes the same ids.
 */
public final class FollowUps {
    /** What the ids of all changes of members begin with. */
    public static final String CHANGES = "change-member/";

    /** What the ids of all wishes for bucket names begin with. */
    public static final String RESERVATIONS = "reserve-bucket/";

    private FollowUps() {}

    /** Asks the registry for an account, on behalf of the requester. */
    public static Event reserve(String requestId, AccountId requester, NewAccount account) {
        return new FollowUpSent(
                reserveId(requestId),
                AccountId.REGISTRY,
                new ReserveAccount(requestId, requester, account));
    }

    static Event reserveAnswered(String requestId) {
        return new FollowUpAnswered(reserveId(requestId));
    }

    static Event open(String requestId, AccountId requester, NewAccount account) {
        return new FollowUpSent(
                openId(requestId), account.id(), new OpenAccount(requestId, requester, account));
    }

    static Event openAnswered(String requestId) {
        return new FollowUpAnswered(openId(requestId));
    }

    /** Asks the registry for an alias; who sent the command is told what comes of it. */
    public static Event reserveAlias(
            Awaited awaited, AccountId account, String alias, long revision) {
        return new FollowUpSent(
                reserveAliasId(awaited.requestId()),
                AccountId.REGISTRY,
                new ReserveAlias(awaited, account, alias, revision));
    }

    static Event reserveAliasAnswered(String requestId) {
        return new FollowUpAnswered(reserveAliasId(requestId));
    }

    public static Event releaseAlias(String requestId, AccountId account, long revision) {
        return new FollowUpSent(
                releaseAliasId(requestId),
                AccountId.REGISTRY,
                new ReleaseAlias(requestId, account, revision));
    }

    static Event releaseAliasAnswered(String requestId) {
        return new FollowUpAnswered(releaseAliasId(requestId));
    }

    static List<Event> aliasGranted(ReserveAlias question) {
        return answer(
                question.awaited().requestId() + "/alias-granted",
                question.account(),
                new AliasGranted(question.awaited(), question.alias(), question.revision()));
    }

    static List<Event> aliasTaken(ReserveAlias question) {
        return answer(
                question.awaited().requestId() + "/alias-taken",
                question.account(),
                new AliasTaken(question.awaited(), question.alias()));
    }

    static List<Event> aliasReleased(ReleaseAlias question) {
        return answer(
                question.requestId() + "/alias-released",
                question.account(),
                new AliasReleased(question.requestId()));
    }

    /** Asks the registry for a bucket's name; who sent the command is told what comes of it. */
    public static Event reserveBucket(
            Awaited awaited, AccountId account, NewBucket bucket, long revision) {
        return new FollowUpSent(
                reserveBucketId(bucket.name(), awaited.requestId()),
                AccountId.REGISTRY,
                new ReserveBucket(awaited, account, bucket, revision));
    }

    static Event reserveBucketAnswered(String bucket, String requestId) {
        return new FollowUpAnswered(reserveBucketId(bucket, requestId));
    }

    public static Event releaseBucket(
            String requestId, AccountId account, String bucket, long revision) {
        return new FollowUpSent(
                releaseBucketId(bucket, requestId),
                AccountId.REGISTRY,
                new ReleaseBucket(requestId, account, bucket, revision));
    }

    static Event releaseBucketAnswered(String bucket, String requestId) {
        return new FollowUpAnswered(releaseBucketId(bucket, requestId));
    }

    static List<Event> bucketGranted(ReserveBucket question, long reservedBy) {
        return answer(
                question.awaited().requestId() + "/bucket-granted",
                question.account(),
                new BucketGranted(
                        question.awaited(), question.bucket(), question.revision(), reservedBy));
    }

    static List<Event> bucketTaken(ReserveBucket question, long knownBy) {
        return answer(
                question.awaited().requestId() + "/bucket-taken",
                question.account(),
                new BucketTaken(question.awaited(), question.bucket().name(), knownBy));
    }

    static List<Event> bucketReleased(ReleaseBucket question) {
        return answer(
                question.requestId() + "/bucket-released",
                question.account(),
                new BucketReleased(question.requestId(), question.bucket()));
    }

    /** Begins with the bucket's name, so that a wish for it that is on its way is found. */
    static String reserveBucketId(String bucket, String requestId) {
        return reservationsOf(bucket) + requestId;
    }

    /** What the ids of an account's wishes for a bucket begin with. */
    public static String reservationsOf(String bucket) {
        return RESERVATIONS + bucket + "/";
    }

    static String releaseBucketId(String bucket, String requestId) {
        return "release-bucket/" + bucket + "/" + requestId;
    }

    /** Changes a member; who sent the command is told what comes of it. */
    public static Event changeMember(
            Awaited awaited, AccountId management, AccountId member, MemberChange change) {
        return new FollowUpSent(
                changeMemberId(member, awaited.requestId()),
                member,
                new ChangeMember(awaited, management, change));
    }

    static Event changeMemberAnswered(AccountId member, String requestId) {
        return new FollowUpAnswered(changeMemberId(member, requestId));
    }

    static List<Event> memberChanged(ChangeMember question, AccountId member, long revision) {
        return answer(
                question.awaited().requestId() + "/member-changed",
                question.management(),
                new MemberChanged(question.awaited(), member, question.change(), revision));
    }

    static List<Event> memberNotReopened(ChangeMember question, AccountId member) {
        return answer(
                question.awaited().requestId() + "/member-not-reopened",
                question.management(),
                new MemberNotReopened(question.awaited(), member));
    }

    /** Tells the management account that a member is gone for good. */
    static Event memberShredded(String requestId, AccountId management, AccountId member) {
        return new FollowUpSent(
                memberShreddedId(requestId), management, new MemberShredded(requestId, member));
    }

    static Event memberShreddedAnswered(String requestId) {
        return new FollowUpAnswered(memberShreddedId(requestId));
    }

    static List<Event> shreddingNoted(MemberShredded question) {
        return answer(
                question.requestId() + "/shredding-noted",
                question.account(),
                new ShreddingNoted(question.requestId()));
    }

    static String memberShreddedId(String requestId) {
        return requestId + "/member-shredded";
    }

    /**
     * Begins with the member's id, so that a change on its way is found: there is one at most, and
     * so none is overtaken by another.
     */
    static String changeMemberId(AccountId member, String requestId) {
        return changesOf(member) + requestId;
    }

    public static String changesOf(AccountId member) {
        return CHANGES + member + "/";
    }

    static String reserveAliasId(String requestId) {
        return requestId + "/reserve-alias";
    }

    static String releaseAliasId(String requestId) {
        return requestId + "/release-alias";
    }

    static List<Event> confirm(String requestId, AccountId account, long revision) {
        return answer(
                requestId + "/confirm",
                AccountId.REGISTRY,
                new ConfirmReservation(requestId, account, revision));
    }

    static List<Event> ready(
            String requestId, AccountId requester, AccountId account, long revision) {
        return answer(
                requestId + "/ready", requester, new AccountReady(requestId, account, revision));
    }

    static List<Event> refused(
            String requestId, AccountId requester, AccountId account, String reason) {
        return answer(
                requestId + "/refused", requester, new AccountRefused(requestId, account, reason));
    }

    static String reserveId(String requestId) {
        return requestId + "/reserve";
    }

    static String openId(String requestId) {
        return requestId + "/open";
    }

    private static List<Event> answer(String id, AccountId target, HistoryCommand command) {
        return List.of(new FollowUpSent(id, target, command), new FollowUpAnswered(id));
    }
}
