package io.ostiary.contract.command;

/** Something to be decided by the writer of one history. */
public sealed interface Command
        permits IamCommand, OrganizationCommand, S3Command, ResourceCommand, OperatorCommand, HistoryCommand, RecordUse {}
