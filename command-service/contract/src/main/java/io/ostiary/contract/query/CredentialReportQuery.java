package io.ostiary.contract.query;

/** What tells an account's credential report (IAM API Reference). */
public sealed interface CredentialReportQuery extends Query {

    record GetCredentialReport() implements CredentialReportQuery {}
}
