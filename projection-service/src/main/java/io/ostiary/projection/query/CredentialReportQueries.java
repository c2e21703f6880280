package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.IamError.ReportExpired;
import io.ostiary.contract.error.IamError.ReportInProgress;
import io.ostiary.contract.error.IamError.ReportNotPresent;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.CredentialReportQuery;
import io.ostiary.contract.query.CredentialReportQuery.GetCredentialReport;
import io.ostiary.contract.result.CredentialReportResult.GetCredentialReportResult;
import io.ostiary.state.entity.CredentialReport;
import io.ostiary.state.entity.CredentialReportText;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;

import java.time.Instant;

/**
 * The credential report, as it was made when the log said so. AWS sends these errors without a text
 * (programs were seen to print "Unknown" for it); ours are what its API Reference says of them.
 */
final class CredentialReportQueries {

    /** The one format there is (IAM API Reference, ReportFormatType). */
    private static final String FORMAT = "text/csv";

    private CredentialReportQueries() {}

    static Reply answer(AccountView account, CredentialReportQuery query, Instant now) {
        return switch (query) {
            case GetCredentialReport _ -> getCredentialReport(account, now);
        };
    }

    private static Reply getCredentialReport(AccountView account, Instant now) {
        CredentialReport report = account.credentialReport();
        if (report == null) {
            return refused(
                    new ReportNotPresent(
                            "The credential report does not exist. To generate a credential"
                                    + " report, use GenerateCredentialReport."));
        }
        if (report.isExpiredAt(now)) {
            return refused(
                    new ReportExpired(
                            "The most recent credential report has expired. To generate a new"
                                    + " credential report, use GenerateCredentialReport."));
        }
        CredentialReportText text =
                account.find(Table.CREDENTIAL_REPORT_TEXT, CredentialReportText.KEY);
        // It was expired by another clock when it was folded.
        return text == null || !text.generatedAt().equals(report.generatedAt())
                ? refused(new ReportInProgress("The credential report is still being generated."))
                : found(new GetCredentialReportResult(text.text(), text.generatedAt(), FORMAT));
    }
}
