package io.ostiary.writer.history;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.decided;

import io.ostiary.contract.command.HistoryCommand.ChangeMember;
import io.ostiary.contract.command.HistoryCommand.MemberChanged;
import io.ostiary.contract.command.HistoryCommand.MemberNotReopened;
import io.ostiary.contract.command.HistoryCommand.MemberShredded;
import io.ostiary.contract.command.HistoryCommand.ShredClosedAccount;
import io.ostiary.contract.command.HistoryCommand.ShreddingNoted;
import io.ostiary.contract.command.MemberChange.Close;
import io.ostiary.contract.command.MemberChange.Reopen;
import io.ostiary.contract.command.MemberChange.SetQuota;
import io.ostiary.contract.error.OperatorError.AccountGone;
import io.ostiary.contract.event.AccountEvent.AccountClosed;
import io.ostiary.contract.event.AccountEvent.AccountKeyErased;
import io.ostiary.contract.event.AccountEvent.AccountReopened;
import io.ostiary.contract.event.AccountEvent.AccountShredded;
import io.ostiary.contract.event.AccountEvent.QuotaSet;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.OrganizationEvent.MemberClosed;
import io.ostiary.contract.event.OrganizationEvent.MemberRemoved;
import io.ostiary.contract.event.OrganizationEvent.MemberReopened;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Revealed;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.CommandResult.KeyChange;
import io.ostiary.state.decide.CommandResult.Told;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Account.Closure;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a management account changes in a member: closing it, opening it again, its quotas; and how
 * a closed account ends. The member's history decides, and the caller is told when the management
 * account's history knows. One change of a member is on its way at a time, so a message that comes
 * twice finds the member as the first left it, and is answered as the first was.
 */
final class Members {

    private Members() {}

    /** In the member: does it, unless it is done. */
    static CommandResult change(
            AccountState member, ChangeMember question, Instant now, Duration kept) {
        Account account = member.account();
        if (account == null || !question.management().equals(account.managementAccount())) {
            return accepted();
        }
        Closure closure = account.closure();
        Event done =
                switch (question.change()) {
                    case Close _ -> closure == null ? new AccountClosed(now, now.plus(kept)) : null;
                    case Reopen _ -> closure == null ? null : new AccountReopened();
                    case SetQuota(String name, int value) ->
                            Quota.isSet(member, name, value) ? null : new QuotaSet(name, value);
                };
        if (done instanceof AccountReopened && closure != null && !closure.isReopenable(now)) {
            return accepted(null, FollowUps.memberNotReopened(question, member.id()));
        }
        var events = new ArrayList<Event>(3);
        if (done != null) {
            events.add(done);
        }
        long revision = member.revision() + events.size();
        events.addAll(FollowUps.memberChanged(question, member.id(), revision));
        return accepted(null, events);
    }

    /** In the management account: the caller is told. */
    static CommandResult changed(AccountState management, MemberChanged answer) {
        if (!isPending(management, answer.account(), answer.awaited().requestId())) {
            return accepted();
        }
        var events = new ArrayList<Event>(2);
        Event noted = noted(management, answer);
        if (noted != null) {
            events.add(noted);
        }
        events.add(FollowUps.changeMemberAnswered(answer.account(), answer.awaited().requestId()));
        return decided(
                answer.awaited(), null, events, new Revealed(answer.account(), answer.revision()));
    }

    private static @Nullable Event noted(AccountState management, MemberChanged answer) {
        if (!isMember(management, answer.account())) {
            return null;
        }
        return switch (answer.change()) {
            case Close _ -> new MemberClosed(answer.account(), answer.revision());
            case Reopen _ -> new MemberReopened(answer.account(), answer.revision());
            case SetQuota _ -> null;
        };
    }

    static CommandResult notReopened(AccountState management, MemberNotReopened answer) {
        return isPending(management, answer.account(), answer.awaited().requestId())
                ? decided(
                        answer.awaited(),
                        new AccountGone(
                                "The time in which the account "
                                        + answer.account()
                                        + " could be reopened is over."),
                        List.of(
                                FollowUps.changeMemberAnswered(
                                        answer.account(), answer.awaited().requestId())))
                : accepted();
    }

    private static boolean isPending(AccountState management, AccountId member, String requestId) {
        return management.find(
                        Table.PENDING_FOLLOW_UPS, FollowUps.changeMemberId(member, requestId))
                != null;
    }

    private static boolean isMember(AccountState management, AccountId member) {
        return management.find(Table.MEMBER_ACCOUNTS, member.value()) != null;
    }

    /**
     * In a closed account: ends it, if it is time; whoever reopens it from now on is too late.
     * Later once more, for what lies on disk.
     */
    static CommandResult shred(AccountState member, ShredClosedAccount command, Instant now) {
        Account account = member.account();
        AccountId management = account == null ? null : account.managementAccount();
        Closure closure = account == null ? null : account.closure();
        if (management == null || closure == null || !closure.isDue(now)) {
            return accepted();
        }
        List<Event> events =
                closure.shredded()
                        ? List.of(new AccountKeyErased())
                        : List.of(
                                new AccountShredded(now),
                                FollowUps.memberShredded(
                                        command.requestId(), management, member.id()));
        return new CommandResult.Accepted(null, events, KeyChange.SHREDDED, new Told.Sender());
    }

    /** In the management account: no member any more. Id and e-mail address stay taken. */
    static CommandResult shredded(AccountState management, MemberShredded question) {
        var events = new ArrayList<Event>(3);
        if (isMember(management, question.account())) {
            events.add(new MemberRemoved(question.account()));
        }
        events.addAll(FollowUps.shreddingNoted(question));
        return accepted(null, events);
    }

    static CommandResult shreddingNoted(AccountState member, ShreddingNoted answer) {
        return member.find(Table.PENDING_FOLLOW_UPS, FollowUps.memberShreddedId(answer.requestId()))
                        != null
                ? accepted(FollowUps.memberShreddedAnswered(answer.requestId()))
                : accepted();
    }
}
