package io.ostiary.contract.result;

import io.ostiary.contract.shape.ReportStateType;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The answers about the credential report (IAM API Reference). */
public sealed interface CredentialReportResult extends Result {

    record GenerateCredentialReportResult(@Nullable String description, ReportStateType state)
            implements CredentialReportResult {}

    /**
     * @param content the text of the report; the wire has it in base64
     */
    record GetCredentialReportResult(String content, Instant generatedTime, String reportFormat)
            implements CredentialReportResult {
        /** Is long. */
        @Override
        public String toString() {
            return "GetCredentialReportResult[" + generatedTime + "]";
        }
    }
}
