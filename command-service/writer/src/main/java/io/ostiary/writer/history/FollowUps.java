package io.ostiary.writer.history;

import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.command.HistoryCommand.AccountReady;
import io.ostiary.contract.command.HistoryCommand.AccountRefused;
import io.ostiary.contract.command.HistoryCommand.AliasGranted;
import io.ostiary.contract.command.HistoryCommand.AliasReleased;
import io.ostiary.contract.command.HistoryCommand.AliasTaken;
import io.ostiary.contract.command.HistoryCommand.ConfirmReservation;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.OpenAccount;
import io.ostiary.contract.command.HistoryCommand.ReleaseAlias;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
import io.ostiary.contract.command.HistoryCommand.ReserveAlias;
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
 * questions to the registry, granted or taken and released its answers. Ids follow from the
 * request, so that a repeated step writes the same ids.
 */
public final class FollowUps {
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
