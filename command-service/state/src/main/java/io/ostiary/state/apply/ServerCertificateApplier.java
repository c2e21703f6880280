package io.ostiary.state.apply;

import io.ostiary.contract.event.ServerCertificateEvent;
import io.ostiary.contract.event.ServerCertificateEvent.ServerCertificateDeleted;
import io.ostiary.contract.event.ServerCertificateEvent.ServerCertificateRenamed;
import io.ostiary.contract.event.ServerCertificateEvent.ServerCertificateUploaded;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

final class ServerCertificateApplier {

    private ServerCertificateApplier() {}

    static Changes changes(AccountView view, ServerCertificateEvent event) {
        return switch (event) {
            case ServerCertificateUploaded uploaded ->
                    Changes.none()
                            .create(
                                    Existing.fresh(
                                            view,
                                            new ServerCertificate(
                                                    uploaded.certificateId(),
                                                    uploaded.name(),
                                                    uploaded.path(),
                                                    uploaded.at(),
                                                    uploaded.body(),
                                                    uploaded.chain(),
                                                    uploaded.expiration(),
                                                    uploaded.privateKey(),
                                                    Attachments.NONE)));
            case ServerCertificateRenamed renamed -> {
                ServerCertificate certificate = certificate(view, renamed.certificateId());
                yield Changes.none()
                        .delete(certificate)
                        .create(
                                Existing.renamed(
                                        view,
                                        certificate.withName(renamed.name(), renamed.path())));
            }
            case ServerCertificateDeleted deleted ->
                    Changes.none().remove(certificate(view, deleted.certificateId()));
        };
    }

    private static ServerCertificate certificate(AccountView view, String id) {
        return Existing.entity(view, ServerCertificate.class, id);
    }
}
