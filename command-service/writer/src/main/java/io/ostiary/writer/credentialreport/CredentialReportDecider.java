package io.ostiary.writer.credentialreport;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.CredentialReportCommand;
import io.ostiary.contract.command.CredentialReportCommand.GenerateCredentialReport;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.event.AccountEvent.CredentialReportGenerated;
import io.ostiary.contract.result.CredentialReportResult.GenerateCredentialReportResult;
import io.ostiary.contract.shape.ReportStateType;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.CredentialReport;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

/**
 * When an account gets a new credential report. It tells of the account as it is at the event, and
 * every projection makes it there: who is told STARTED finds it complete, and nobody is ever told
 * INPROGRESS.
 */
public final class CredentialReportDecider {

    /** As AWS was seen to word it (moto, responses/iam.py; steampipe's guide to the report). */
    private static final String FIRST = "No report exists. Starting a new report generation task";

    /**
     * Four times AWS's quota, for accounts whose quota was raised. A report is made in memory,
     * while the projection's partition waits for it; the number is ours.
     */
    private static final int MOST_USERS = 20_000;

    private final int mostUsers;

    public CredentialReportDecider() {
        this(MOST_USERS);
    }

    /**
     * @param mostUsers of how many users a report tells
     */
    public CredentialReportDecider(int mostUsers) {
        this.mostUsers = mostUsers;
    }

    public CommandResult decide(
            AccountState account, CredentialReportCommand command, Effects effects) {
        return switch (command) {
            case GenerateCredentialReport _ -> generate(account, effects);
        };
    }

    /**
     * A report that still holds is told of without a description, as AWS does it. What it says when
     * one has expired is not known: nothing here, for its text would not be true.
     */
    private CommandResult generate(AccountState account, Effects effects) {
        CredentialReport report = account.credentialReport();
        if (report != null && !report.isExpiredAt(effects.now())) {
            return accepted(new GenerateCredentialReportResult(null, ReportStateType.COMPLETE));
        }
        if (account.count(Table.USERS) > mostUsers) {
            return rejected(
                    new LimitExceeded(
                            "A credential report tells of " + mostUsers + " users at most."));
        }
        return accepted(
                new GenerateCredentialReportResult(
                        report == null ? FIRST : null, ReportStateType.STARTED),
                new CredentialReportGenerated(effects.now()));
    }
}
