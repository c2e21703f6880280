package io.ostiary.writer.history;

import static io.ostiary.state.decide.CommandResult.accepted;

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
import io.ostiary.contract.command.HistoryCommand.OpenAccount;
import io.ostiary.contract.command.HistoryCommand.RegisterMasterKey;
import io.ostiary.contract.command.HistoryCommand.ReleaseAlias;
import io.ostiary.contract.command.HistoryCommand.ReleaseBucket;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
import io.ostiary.contract.command.HistoryCommand.ReserveAlias;
import io.ostiary.contract.command.HistoryCommand.ReserveBucket;
import io.ostiary.contract.command.HistoryCommand.ShredClosedAccount;
import io.ostiary.contract.command.HistoryCommand.ShreddingNoted;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.OrganizationEvent;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationFailed;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import java.time.Duration;
import java.util.ArrayList;

/**
 * What a history does when another speaks to it; each message may come twice (see {@link
 * FollowUps}). Nobody awaits the outcome of these, so what does not fit is passed over without an
 * event. Only who registers a master key awaits an answer; and who wished for an alias, or for a
 * change of a member, is told with the message that decides it.
 */
public final class HistoryDecider {

    private final Duration closedAccountsKept;

    /**
     * @param closedAccountsKept how long an account that is closed now can be reopened
     */
    public HistoryDecider(Duration closedAccountsKept) {
        this.closedAccountsKept = closedAccountsKept;
    }

    public CommandResult decide(AccountState account, HistoryCommand command, Effects effects) {
        return switch (command) {
            case ReserveAccount c ->
                    isRegistry(account) ? Registry.reserve(account, c) : accepted();
            case ConfirmReservation c ->
                    isRegistry(account) ? Registry.confirm(account, c) : accepted();
            case OpenAccount c -> Opening.open(account, c, effects);
            case RegisterMasterKey c ->
                    isRegistry(account) ? Registry.registerMasterKey(account, c) : accepted();
            case ReserveAlias c -> isRegistry(account) ? Aliases.reserve(account, c) : accepted();
            case ReleaseAlias c -> isRegistry(account) ? Aliases.release(account, c) : accepted();
            case AliasGranted c -> Aliases.granted(account, c);
            case AliasTaken c -> Aliases.taken(account, c);
            case AliasReleased c -> Aliases.released(account, c);
            case ReserveBucket c -> isRegistry(account) ? Buckets.reserve(account, c) : accepted();
            case ReleaseBucket c -> isRegistry(account) ? Buckets.release(account, c) : accepted();
            case BucketGranted c -> Buckets.granted(account, c, effects.now());
            case BucketTaken c -> Buckets.taken(account, c);
            case BucketReleased c -> Buckets.released(account, c);
            case ChangeMember c -> Members.change(account, c, effects.now(), closedAccountsKept);
            case MemberChanged c -> Members.changed(account, c);
            case MemberNotReopened c -> Members.notReopened(account, c);
            case ShredClosedAccount c -> Members.shred(account, c, effects.now());
            case MemberShredded c -> Members.shredded(account, c);
            case ShreddingNoted c -> Members.shreddingNoted(account, c);
            case AccountReady c ->
                    complete(
                            account,
                            c.requestId(),
                            new AccountCreationSucceeded(
                                    c.requestId(), c.revision(), effects.now()));
            case AccountRefused c ->
                    complete(
                            account,
                            c.requestId(),
                            new AccountCreationFailed(c.requestId(), c.reason(), effects.now()));
        };
    }

    private static boolean isRegistry(AccountState account) {
        return account.id().equals(AccountId.REGISTRY);
    }

    /**
     * The creation that this account asked for has come to its end. The first account of the house
     * asked for none.
     */
    private static CommandResult complete(
            AccountState account, String requestId, OrganizationEvent end) {
        var events = new ArrayList<Event>(2);
        AccountCreation creation = account.find(Table.ACCOUNT_CREATIONS, requestId);
        if (creation != null && creation.completedAt() == null) {
            events.add(end);
        }
        if (account.find(Table.PENDING_FOLLOW_UPS, FollowUps.reserveId(requestId)) != null) {
            events.add(FollowUps.reserveAnswered(requestId));
        }
        return accepted(null, events);
    }
}
