package io.ostiary.writer.servercertificate;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.ServerCertificateCommand;
import io.ostiary.contract.command.ServerCertificateCommand.DeleteServerCertificate;
import io.ostiary.contract.command.ServerCertificateCommand.TagServerCertificate;
import io.ostiary.contract.command.ServerCertificateCommand.UntagServerCertificate;
import io.ostiary.contract.command.ServerCertificateCommand.UpdateServerCertificate;
import io.ostiary.contract.command.ServerCertificateCommand.UploadServerCertificate;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.event.ServerCertificateEvent.ServerCertificateDeleted;
import io.ostiary.contract.event.ServerCertificateEvent.ServerCertificateRenamed;
import io.ostiary.contract.event.ServerCertificateEvent.ServerCertificateUploaded;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.ServerCertificateResult.UploadServerCertificateResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.attachment.AttachmentDecider;
import io.ostiary.writer.attachment.Beginning;
import io.ostiary.writer.rule.Lookups;
import io.ostiary.writer.rule.Paths;
import io.ostiary.writer.rule.Renaming;

import java.security.cert.X509Certificate;

/** The rules of server certificates (IAM API Reference). Private keys pass through sealed. */
public final class ServerCertificateDecider {
    private final AttachmentDecider attachments;

    public ServerCertificateDecider(AttachmentDecider attachments) {
        this.attachments = attachments;
    }

    public CommandResult decide(
            AccountState account, ServerCertificateCommand command, Effects effects) {
        return switch (command) {
            case UploadServerCertificate c -> upload(account, c, effects);
            case UpdateServerCertificate c -> update(account, c);
            case DeleteServerCertificate c ->
                    Lookups.serverCertificate(account, c.serverCertificateName())
                            .then(found -> accepted(new ServerCertificateDeleted(found.id())));
            case TagServerCertificate c ->
                    Lookups.serverCertificate(account, c.serverCertificateName())
                            .then(found -> attachments.tag(found, c.tags()));
            case UntagServerCertificate c ->
                    Lookups.serverCertificate(account, c.serverCertificateName())
                            .then(found -> attachments.untag(found, c.tagKeys()));
        };
    }

    private CommandResult upload(
            AccountState account, UploadServerCertificate command, Effects effects) {
        if (account.serverCertificateNamed(command.serverCertificateName()) != null) {
            return rejected(
                    EntityAlreadyExists.named(
                            Subject.SERVER_CERTIFICATE, command.serverCertificateName()));
        }
        if (Quota.SERVER_CERTIFICATES.isReached(
                account, account.count(Table.SERVER_CERTIFICATES))) {
            return rejected(Quota.SERVER_CERTIFICATES.exceeded(account));
        }
        return attachments
                .begin(account, EntityKind.SERVER_CERTIFICATE, command.tags(), null)
                .then(
                        beginning ->
                                CertificateRules.checked(
                                                command.certificateBody(),
                                                command.certificateChain(),
                                                command.privateKey(),
                                                effects.now())
                                        .then(
                                                parsed ->
                                                        upload(
                                                                account, command, parsed, beginning,
                                                                effects)));
    }

    /**
     * AWS tells both texts without the blanks around them: Terraform compares what it reads with
     * its own, which it has cut so (StateTrimSpace in the AWS provider's
     * internal/service/iam/server_certificate.go), and makes a certificate anew that differs.
     */
    private static CommandResult upload(
            AccountState account,
            UploadServerCertificate command,
            X509Certificate parsed,
            Beginning beginning,
            Effects effects) {
        String chain = command.certificateChain();
        String id = effects.ids().next(IdPrefix.SERVER_CERTIFICATE);
        var certificate =
                new ServerCertificate(
                        id,
                        command.serverCertificateName(),
                        Paths.orRoot(command.path()),
                        effects.now(),
                        command.certificateBody().strip(),
                        chain == null ? null : chain.strip(),
                        parsed.getNotAfter().toInstant(),
                        effects.secrets().keep(account.id(), id, command.privateKey().key()),
                        beginning.attachments());
        var uploaded =
                new ServerCertificateUploaded(
                        id,
                        certificate.name(),
                        certificate.path(),
                        certificate.body(),
                        certificate.chain(),
                        certificate.expiration(),
                        certificate.privateKey(),
                        certificate.createdAt());
        return accepted(
                new UploadServerCertificateResult(
                        Shapes.serverCertificateMetadata(account.id(), certificate),
                        beginning.tags()),
                beginning.events(uploaded, certificate.entityId()));
    }

    private static CommandResult update(AccountState account, UpdateServerCertificate command) {
        return Lookups.serverCertificate(account, command.serverCertificateName())
                .then(
                        found -> {
                            var renaming =
                                    Renaming.of(
                                            found,
                                            command.newServerCertificateName(),
                                            command.newPath());
                            if (renaming.takes(account.serverCertificateNamed(renaming.name()))) {
                                return rejected(
                                        EntityAlreadyExists.named(
                                                Subject.SERVER_CERTIFICATE, renaming.name()));
                            }
                            return renaming.isNone()
                                    ? accepted()
                                    : accepted(
                                            new ServerCertificateRenamed(
                                                    found.id(), renaming.name(), renaming.path()));
                        });
    }
}
