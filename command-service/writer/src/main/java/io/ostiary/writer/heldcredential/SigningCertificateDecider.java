package io.ostiary.writer.heldcredential;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.SigningCertificateCommand;
import io.ostiary.contract.command.SigningCertificateCommand.DeleteSigningCertificate;
import io.ostiary.contract.command.SigningCertificateCommand.UpdateSigningCertificate;
import io.ostiary.contract.command.SigningCertificateCommand.UploadSigningCertificate;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.DuplicateCertificate;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.event.HeldCredentialEvent.Kind;
import io.ostiary.contract.event.HeldCredentialEvent.SigningCertificateUploaded;
import io.ostiary.contract.result.SigningCertificateResult.UploadSigningCertificateResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.SigningCertificate;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.HeldCredentialShapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Owner;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** The rules of signing certificates (IAM API Reference). */
public final class SigningCertificateDecider {
    /** As AWS's, such as TA7SMP42TDN5Z26OBPJE7EXAMPLE; no letters say what it is of. */
    private static final int ID_LENGTH = 32;

    /** The text as LocalStack recorded it (test_iam_signing_certificates.snapshot.json). */
    private static final HeldCredentials<SigningCertificate> CERTIFICATES =
            new HeldCredentials<>(
                    Kind.SIGNING_CERTIFICATE,
                    Table.SIGNING_CERTIFICATES,
                    id -> "The Certificate with id " + id + " cannot be found.");

    public CommandResult decide(
            AccountState account,
            SigningCertificateCommand command,
            CommandEnvelope envelope,
            Effects effects) {
        return switch (command) {
            case UploadSigningCertificate c ->
                    Owner.of(account, envelope.actor(), c.userName())
                            .then(owner -> upload(account, owner, c.certificateBody(), effects));
            case UpdateSigningCertificate c ->
                    CERTIFICATES.setStatus(
                            account, envelope.actor(), c.userName(), c.certificateId(), c.status());
            case DeleteSigningCertificate c ->
                    CERTIFICATES.delete(account, envelope.actor(), c.userName(), c.certificateId());
        };
    }

    private static CommandResult upload(
            AccountState account, Owner owner, String body, Effects effects) {
        return X509Text.read(body, effects.now())
                .then(text -> upload(account, owner, body, text, effects));
    }

    private static CommandResult upload(
            AccountState account, Owner owner, String body, X509Text text, Effects effects) {
        AwsError taken = taken(account, owner, text.fingerprint());
        if (taken != null) {
            return rejected(taken);
        }
        if (Quota.SIGNING_CERTIFICATES.isReached(account, CERTIFICATES.of(account, owner).size())) {
            return rejected(Quota.SIGNING_CERTIFICATES.exceeded(account));
        }
        var uploaded =
                new SigningCertificate(
                        owner.id(),
                        effects.ids().nextToken(ID_LENGTH).toUpperCase(Locale.ROOT),
                        true,
                        body,
                        text.fingerprint(),
                        effects.now());
        return accepted(
                new UploadSigningCertificateResult(
                        HeldCredentialShapes.signingCertificate(uploaded, owner.name())),
                new SigningCertificateUploaded(
                        owner.id(),
                        uploaded.id(),
                        body,
                        uploaded.fingerprint(),
                        uploaded.createdAt()));
    }

    /**
     * DuplicateCertificate is for one that "is associated with an IAM user in the account" (IAM API
     * Reference); the owner's own is what exists already. The texts are ours. An account has ten
     * thousand certificates at most, and few upload one, so all are looked at.
     */
    private static @Nullable AwsError taken(AccountState account, Owner owner, String fingerprint) {
        for (SigningCertificate each : account.scan(Table.SIGNING_CERTIFICATES, "")) {
            if (each.fingerprint().equals(fingerprint)) {
                return each.owner().equals(owner.id())
                        ? new EntityAlreadyExists(
                                "The Certificate with id " + each.id() + " already exists.")
                        : new DuplicateCertificate(
                                "The certificate is already associated with another IAM user in"
                                        + " the account.");
            }
        }
        return null;
    }
}
