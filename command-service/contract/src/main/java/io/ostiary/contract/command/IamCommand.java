package io.ostiary.contract.command;

/** A command of the IAM API. Where an operation may leave UserName out, null means the caller. */
public sealed interface IamCommand extends Command
        permits AccountCommand,
                UserCommand,
                GroupCommand,
                RoleCommand,
                ServiceLinkedRoleCommand,
                PolicyCommand,
                InstanceProfileCommand,
                AccessKeyCommand,
                LoginProfileCommand,
                ServerCertificateCommand,
                SshPublicKeyCommand,
                ServiceSpecificCredentialCommand,
                SigningCertificateCommand,
                CredentialReportCommand {}
