package io.ostiary.writer.operator;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;
import static io.ostiary.state.decide.CommandResult.undecidedYet;

import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.MemberChange;
import io.ostiary.contract.command.OperatorCommand;
import io.ostiary.contract.command.OperatorCommand.PutQuota;
import io.ostiary.contract.command.OperatorCommand.ReopenAccount;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.OperatorError.AccountNotClosed;
import io.ostiary.contract.error.OperatorError.ChangeInProgress;
import io.ostiary.contract.error.OperatorError.InvalidQuota;
import io.ostiary.contract.error.OperatorError.NoSuchAccount;
import io.ostiary.contract.event.AccountEvent.QuotaSet;
import io.ostiary.contract.port.Revealed;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.history.FollowUps;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The rules of the service {@code ostiary}. All of them, and their texts, are ours. Only the
 * management account's principals come through, whatever their policies say: to the others the
 * house is not theirs.
 */
public final class OperatorDecider {

    public CommandResult decide(
            AccountState account, OperatorCommand command, CommandEnvelope envelope) {
        Account caller = account.account();
        if (caller == null || caller.managementAccount() != null) {
            return rejected(
                    CommonError.accessDenied(
                            "Only principals of the management account may call this."));
        }
        return switch (command) {
            case PutQuota put -> put(account, put, envelope);
            case ReopenAccount reopen -> reopen(account, reopen, envelope);
        };
    }

    private static CommandResult put(
            AccountState account, PutQuota command, CommandEnvelope envelope) {
        Quota quota = Quota.named(command.name()).orElse(null);
        AwsError problem = problem(quota, command);
        if (problem != null) {
            return rejected(problem);
        }
        if (!command.accountId().equals(account.id().value())) {
            return change(
                    account,
                    command.accountId(),
                    new MemberChange.SetQuota(command.name(), command.value()),
                    envelope);
        }
        return Quota.isSet(account, command.name(), command.value())
                ? accepted()
                : accepted(new QuotaSet(command.name(), command.value()));
    }

    private static @Nullable AwsError problem(@Nullable Quota quota, PutQuota command) {
        if (quota == null) {
            return new InvalidQuota(
                    "There is no quota " + command.name() + "; ListQuotas tells their names.");
        }
        if (!quota.isAdjustable()) {
            return new InvalidQuota(
                    "The quota %s is not adjustable: it is %d in every account."
                            .formatted(quota.awsName(), quota.byDefault()));
        }
        return command.value() < quota.byDefault() || command.value() > quota.maximum()
                ? new InvalidQuota(
                        "The quota %s can be set from %d to %d."
                                .formatted(quota.awsName(), quota.byDefault(), quota.maximum()))
                : null;
    }

    private static CommandResult reopen(
            AccountState account, ReopenAccount command, CommandEnvelope envelope) {
        MemberAccount member = account.find(Table.MEMBER_ACCOUNTS, command.accountId());
        return member != null && member.status() == MemberAccount.Status.ACTIVE
                ? rejected(
                        new AccountNotClosed(
                                "The account " + member.id() + " is not closed.",
                                new Revealed(member.id(), member.openRevision())))
                : change(account, command.accountId(), new MemberChange.Reopen(), envelope);
    }

    private static CommandResult change(
            AccountState account, String accountId, MemberChange change, CommandEnvelope envelope) {
        MemberAccount member = account.find(Table.MEMBER_ACCOUNTS, accountId);
        if (member == null) {
            return rejected(new NoSuchAccount("There is no account " + accountId + "."));
        }
        if (account.hasAny(Table.PENDING_FOLLOW_UPS, FollowUps.changesOf(member.id()))) {
            return rejected(
                    new ChangeInProgress(
                            "Another change of the account "
                                    + accountId
                                    + " is on its way; try again."));
        }
        return undecidedYet(
                List.of(
                        FollowUps.changeMember(
                                new Awaited(envelope.gateway(), envelope.requestId()),
                                account.id(),
                                member.id(),
                                change)));
    }
}
