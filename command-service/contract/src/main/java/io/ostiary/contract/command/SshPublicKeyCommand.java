package io.ostiary.contract.command;

/** What changes users' SSH public keys (IAM API Reference). */
public sealed interface SshPublicKeyCommand extends IamCommand {

    record UploadSSHPublicKey(String sshPublicKeyBody, String userName)
            implements SshPublicKeyCommand {}

    record UpdateSSHPublicKey(String sshPublicKeyId, String status, String userName)
            implements SshPublicKeyCommand {}

    record DeleteSSHPublicKey(String sshPublicKeyId, String userName)
            implements SshPublicKeyCommand {}
}
