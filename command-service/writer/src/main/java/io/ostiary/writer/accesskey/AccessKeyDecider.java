package io.ostiary.writer.accesskey;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.AccessKeyCommand;
import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.AccessKeyCommand.DeleteAccessKey;
import io.ostiary.contract.command.AccessKeyCommand.UpdateAccessKey;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.CredentialEvent.AccessKeyDeleted;
import io.ostiary.contract.event.CredentialEvent.AccessKeyStatusSet;
import io.ostiary.contract.result.AccessKeyResult.CreateAccessKeyResult;
import io.ostiary.contract.shape.AccessKey;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.decide.Effects.Issued;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Lookup;
import io.ostiary.writer.rule.Owner;
import io.ostiary.writer.rule.Status;

import org.jspecify.annotations.Nullable;

import java.util.function.BiFunction;

/** The rules of access keys (IAM API Reference). Secrets pass through sealed, never seen. */
public final class AccessKeyDecider {

    public CommandResult decide(
            AccountState account,
            AccessKeyCommand command,
            CommandEnvelope envelope,
            Effects effects) {
        return switch (command) {
            case CreateAccessKey c ->
                    owner(account, envelope, c.userName())
                            .then(owner -> create(account, owner, envelope, effects));
            case UpdateAccessKey c ->
                    onKey(
                            owner(account, envelope, c.userName()),
                            c.accessKeyId(),
                            (owner, key) -> setStatus(owner, key, c.status()));
            case DeleteAccessKey c ->
                    onKey(
                            owner(account, envelope, c.userName()),
                            c.accessKeyId(),
                            (owner, key) -> accepted(new AccessKeyDeleted(owner.id(), key.id())));
        };
    }

    private static Lookup<Owner> owner(
            AccountState account, CommandEnvelope envelope, @Nullable String userName) {
        return Owner.of(account, envelope.actor(), userName);
    }

    /** A key is only ever found at its owner: another user's is as unknown as none (A089). */
    private static CommandResult onKey(
            Lookup<Owner> found,
            String accessKeyId,
            BiFunction<Owner, Credentials.AccessKey, CommandResult> rule) {
        return found.then(
                owner -> {
                    Credentials.AccessKey key = owner.credentials().accessKey(accessKeyId);
                    return key == null
                            ? rejected(
                                    new NoSuchEntity(
                                            "The Access Key with id "
                                                    + accessKeyId
                                                    + " cannot be found."))
                            : rule.apply(owner, key);
                });
    }

    private static CommandResult create(
            AccountState account, Owner owner, CommandEnvelope envelope, Effects effects) {
        if (Quota.ACCESS_KEYS.isReached(account, owner.credentials().accessKeys().size())) {
            return rejected(Quota.ACCESS_KEYS.exceeded(account));
        }
        String id = effects.ids().nextAccessKey(account.id());
        Issued secret =
                effects.secrets().issueAccessKeySecret(account.id(), id, envelope.replyKey());
        var key = new Credentials.AccessKey(id, true, secret.atRest(), effects.now());
        return accepted(
                new CreateAccessKeyResult(
                        new AccessKey(
                                id,
                                key.createdAt(),
                                secret.reply(),
                                Shapes.status(key),
                                owner.name())),
                new AccessKeyCreated(owner.id(), id, key.secret(), key.createdAt()));
    }

    private static CommandResult setStatus(Owner owner, Credentials.AccessKey key, String status) {
        return Status.active(status)
                .then(
                        active ->
                                active == key.active()
                                        ? accepted()
                                        : accepted(
                                                new AccessKeyStatusSet(
                                                        owner.id(), key.id(), active)));
    }
}
