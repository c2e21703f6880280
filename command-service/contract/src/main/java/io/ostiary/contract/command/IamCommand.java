package io.ostiary.contract.command;

/** A command of the IAM API. Where an operation may leave UserName out, null means the caller. */
public sealed interface IamCommand extends Command
        permits UserCommand,
                GroupCommand,
                RoleCommand,
                PolicyCommand,
                InstanceProfileCommand,
                AccessKeyCommand,
                LoginProfileCommand,
                SshPublicKeyCommand,
                ServiceSpecificCredentialCommand,
                SigningCertificateCommand {}
