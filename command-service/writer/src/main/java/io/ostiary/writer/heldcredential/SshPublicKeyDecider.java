package io.ostiary.writer.heldcredential;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.SshPublicKeyCommand;
import io.ostiary.contract.command.SshPublicKeyCommand.DeleteSSHPublicKey;
import io.ostiary.contract.command.SshPublicKeyCommand.UpdateSSHPublicKey;
import io.ostiary.contract.command.SshPublicKeyCommand.UploadSSHPublicKey;
import io.ostiary.contract.error.IamError.DuplicateSSHPublicKey;
import io.ostiary.contract.error.IamError.InvalidPublicKey;
import io.ostiary.contract.error.IamError.UnrecognizedPublicKeyEncoding;
import io.ostiary.contract.event.HeldCredentialEvent.Kind;
import io.ostiary.contract.event.HeldCredentialEvent.SshPublicKeyUploaded;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.SshPublicKeyResult.UploadSSHPublicKeyResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.SshPublicKey;
import io.ostiary.state.entity.Table;
import io.ostiary.state.key.SshRsaKey;
import io.ostiary.state.key.SshRsaKey.Reading;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.HeldCredentialShapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Owner;

import java.util.List;

/** The rules of SSH public keys (IAM API Reference). */
public final class SshPublicKeyDecider {
    /** The text as LocalStack recorded it from AWS (test_iam_ssh_public_keys.snapshot.json). */
    private static final HeldCredentials<SshPublicKey> KEYS =
            new HeldCredentials<>(
                    Kind.SSH_PUBLIC_KEY,
                    Table.SSH_PUBLIC_KEYS,
                    id -> "The Public Key with id " + id + " cannot be found.");

    public CommandResult decide(
            AccountState account,
            SshPublicKeyCommand command,
            CommandEnvelope envelope,
            Effects effects) {
        return switch (command) {
            case UploadSSHPublicKey c ->
                    Owner.of(account, envelope.actor(), c.userName())
                            .then(owner -> read(account, owner, c.sshPublicKeyBody(), effects));
            case UpdateSSHPublicKey c ->
                    KEYS.setStatus(
                            account,
                            envelope.actor(),
                            c.userName(),
                            c.sshPublicKeyId(),
                            c.status());
            case DeleteSSHPublicKey c ->
                    KEYS.delete(account, envelope.actor(), c.userName(), c.sshPublicKeyId());
        };
    }

    /** The first text is AWS's, as users of its command line show it; the second is ours. */
    private static CommandResult read(
            AccountState account, Owner owner, String body, Effects effects) {
        return switch (SshRsaKey.read(body)) {
            case Reading.Unrecognized() ->
                    rejected(new UnrecognizedPublicKeyEncoding("Invalid public key uploaded."));
            case Reading.Invalid() ->
                    rejected(
                            new InvalidPublicKey(
                                    "The public key must be an RSA key of "
                                            + SshRsaKey.MIN_BITS
                                            + " to "
                                            + SshRsaKey.MAX_BITS
                                            + " bits."));
            case Reading.Read(SshRsaKey key) -> upload(account, owner, body, key, effects);
        };
    }

    private static CommandResult upload(
            AccountState account, Owner owner, String body, SshRsaKey key, Effects effects) {
        List<SshPublicKey> held = KEYS.of(account, owner);
        String fingerprint = key.fingerprint();
        if (held.stream().anyMatch(each -> each.fingerprint().equals(fingerprint))) {
            // Ours, after what the API Reference says of the error.
            return rejected(
                    new DuplicateSSHPublicKey(
                            "The SSH public key is already associated with the specified IAM"
                                    + " user."));
        }
        if (Quota.SSH_PUBLIC_KEYS.isReached(account, held.size())) {
            return rejected(Quota.SSH_PUBLIC_KEYS.exceeded(account));
        }
        var uploaded =
                new SshPublicKey(
                        owner.id(),
                        effects.ids().next(IdPrefix.PUBLIC_KEY),
                        true,
                        body,
                        fingerprint,
                        effects.now());
        return accepted(
                new UploadSSHPublicKeyResult(
                        HeldCredentialShapes.sshPublicKey(uploaded, owner.name(), body)),
                new SshPublicKeyUploaded(
                        owner.id(), uploaded.id(), body, fingerprint, uploaded.createdAt()));
    }
}
