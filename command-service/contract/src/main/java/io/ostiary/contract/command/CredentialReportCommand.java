package io.ostiary.contract.command;

/** What makes an account's credential report (IAM API Reference). */
public sealed interface CredentialReportCommand extends IamCommand {

    record GenerateCredentialReport() implements CredentialReportCommand {}
}
