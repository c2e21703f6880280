package io.ostiary.writer.history;

import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.command.HistoryCommand.AccountReady;
import io.ostiary.contract.command.HistoryCommand.AccountRefused;
import io.ostiary.contract.command.HistoryCommand.ConfirmReservation;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.OpenAccount;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
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
 * <p>Ready answers reserve and confirm answers open. Ids follow from the request, so that a
 * repeated step writes the same ids.
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
