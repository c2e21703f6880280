package io.ostiary.writer.organization;

import static io.ostiary.state.decide.CommandResult.rejected;
import static io.ostiary.state.decide.CommandResult.undecidedYet;

import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.HistoryCommand.ChangeMember;
import io.ostiary.contract.command.MemberChange;
import io.ostiary.contract.command.OrganizationCommand.CloseAccount;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.OrganizationsError.AccountAlreadyClosed;
import io.ostiary.contract.error.OrganizationsError.Conflict;
import io.ostiary.contract.error.OrganizationsError.ConstraintViolation;
import io.ostiary.contract.error.OrganizationsError.OrganizationsConflict;
import io.ostiary.contract.event.OrganizationEvent.MemberClosing;
import io.ostiary.contract.port.Revealed;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.PendingFollowUp;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.history.FollowUps;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * CloseAccount (Organizations API Reference; User Guide, "Quotas and service limits"). Texts are
 * those of the API Reference's errors and reasons, but where it is said.
 */
final class Closing {

    private static final int AT_A_TIME = 3;
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final int LEAST_IN_PERIOD = 250;
    private static final int MOST_IN_PERIOD = 1_000;
    private static final int SHARE_IN_PERIOD = 5;

    private Closing() {}

    static CommandResult close(
            AccountState account, CloseAccount command, CommandEnvelope envelope, Instant now) {
        MemberAccount member = account.find(Table.MEMBER_ACCOUNTS, command.accountId());
        if (member == null) {
            return rejected(Conflict.ACCOUNT_NOT_FOUND.error());
        }
        AwsError problem = problem(account, member, now);
        return problem != null
                ? rejected(problem)
                : undecidedYet(
                        List.of(
                                new MemberClosing(member.id(), now),
                                FollowUps.changeMember(
                                        new Awaited(envelope.gateway(), envelope.requestId()),
                                        account.id(),
                                        member.id(),
                                        new MemberChange.Close())));
    }

    private static @Nullable AwsError problem(
            AccountState account, MemberAccount member, Instant now) {
        if (member.id().equals(account.id())) {
            return new ConstraintViolation(
                    "CANNOT_CLOSE_MANAGEMENT_ACCOUNT",
                    "You attempted to close the management account.");
        }
        Organization organization = account.organization();
        if (organization != null && !organization.hasAllFeatures()) {
            return new ConstraintViolation(
                    "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE",
                    "You attempted to perform an operation that requires an organization to be"
                            + " configured to support all features.");
        }
        if (member.status() == MemberAccount.Status.SUSPENDED) {
            return new AccountAlreadyClosed(
                    "You attempted to close an account that is already closed.",
                    new Revealed(member.id(), member.openRevision()));
        }
        if (account.hasAny(Table.PENDING_FOLLOW_UPS, FollowUps.changesOf(member.id()))) {
            return new OrganizationsConflict(
                    "The request failed because it conflicts with the current state of the"
                            + " specified resource.");
        }
        if (closingNow(account) >= AT_A_TIME) {
            return new ConstraintViolation(
                    "CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED",
                    "You attempted to exceed the number of accounts that you can close at a"
                            + " time.");
        }
        return isUsedUp(account, now)
                ? new ConstraintViolation(
                        "CLOSE_ACCOUNT_QUOTA_EXCEEDED",
                        "You have exceeded close account quota for the past 30 days.")
                : null;
    }

    private static int closingNow(AccountState account) {
        int closing = 0;
        for (PendingFollowUp pending : account.scan(Table.PENDING_FOLLOW_UPS, FollowUps.CHANGES)) {
            if (pending.command() instanceof ChangeMember change
                    && change.change() instanceof MemberChange.Close) {
                closing++;
            }
        }
        return closing;
    }

    /**
     * A fifth of the accounts in thirty days, 250 at least and 1,000 at most. The API Reference
     * tells less, a tenth and 10 at least.
     */
    private static boolean isUsedUp(AccountState account, Instant now) {
        int accounts = account.count(Table.MEMBER_ACCOUNTS);
        int allowed = Math.clamp(accounts / SHARE_IN_PERIOD, LEAST_IN_PERIOD, MOST_IN_PERIOD);
        if (accounts <= allowed) {
            return false;
        }
        Instant since = now.minus(PERIOD);
        int closed = 0;
        for (MemberAccount member : account.scan(Table.MEMBER_ACCOUNTS, "")) {
            Instant at = member.closedAt();
            if (at != null && at.isAfter(since)) {
                closed++;
            }
        }
        return closed >= allowed;
    }
}
