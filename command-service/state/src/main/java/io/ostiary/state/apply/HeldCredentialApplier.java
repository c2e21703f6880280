package io.ostiary.state.apply;

import io.ostiary.contract.event.HeldCredentialEvent;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialDeleted;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialStatusSet;
import io.ostiary.contract.event.HeldCredentialEvent.ServiceSpecificCredentialCreated;
import io.ostiary.contract.event.HeldCredentialEvent.ServiceSpecificCredentialReset;
import io.ostiary.contract.event.HeldCredentialEvent.SigningCertificateUploaded;
import io.ostiary.contract.event.HeldCredentialEvent.SshPublicKeyUploaded;
import io.ostiary.contract.id.EntityId;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.ServiceSpecificCredential;
import io.ostiary.state.entity.SigningCertificate;
import io.ostiary.state.entity.SshPublicKey;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.Defect;

final class HeldCredentialApplier {

    private HeldCredentialApplier() {}

    static Changes changes(AccountView view, HeldCredentialEvent event) {
        return switch (event) {
            case SshPublicKeyUploaded uploaded ->
                    added(
                            view,
                            new SshPublicKey(
                                    uploaded.owner(),
                                    uploaded.keyId(),
                                    true,
                                    uploaded.body(),
                                    uploaded.fingerprint(),
                                    uploaded.at()));
            case ServiceSpecificCredentialCreated created ->
                    added(
                            view,
                            new ServiceSpecificCredential(
                                    created.owner(),
                                    created.credentialId(),
                                    true,
                                    created.serviceName(),
                                    created.publicName(),
                                    created.password(),
                                    created.at(),
                                    created.expiresAt(),
                                    created.at()));
            case ServiceSpecificCredentialReset reset ->
                    Changes.none()
                            .put(
                                    existing(
                                                    view,
                                                    Table.SERVICE_SPECIFIC_CREDENTIALS,
                                                    reset.owner(),
                                                    reset.credentialId())
                                            .withPassword(reset.password(), reset.at()));
            case SigningCertificateUploaded uploaded ->
                    added(
                            view,
                            new SigningCertificate(
                                    uploaded.owner(),
                                    uploaded.certificateId(),
                                    true,
                                    uploaded.body(),
                                    uploaded.fingerprint(),
                                    uploaded.at()));
            case HeldCredentialStatusSet set ->
                    Changes.none()
                            .put(
                                    existing(
                                                    view,
                                                    HeldCredential.table(set.kind()),
                                                    set.owner(),
                                                    set.id())
                                            .withStatus(set.active()));
            case HeldCredentialDeleted deleted ->
                    Changes.none()
                            .delete(
                                    existing(
                                            view,
                                            HeldCredential.table(deleted.kind()),
                                            deleted.owner(),
                                            deleted.id()));
        };
    }

    private static Changes added(AccountView view, HeldCredential made) {
        if (view.credentialsOf(made.owner()) == null) {
            throw new Defect("no owner " + made.owner().uniqueId() + " in " + view.id());
        }
        if (view.find(made.table(), made.key()) != null) {
            throw new Defect("made twice: " + made.key() + " in " + view.id());
        }
        return Changes.none().put(made);
    }

    private static <E extends HeldCredential> E existing(
            AccountView view, Table<E> table, EntityId owner, String id) {
        E found = view.find(table, HeldCredential.key(owner, id));
        if (found == null) {
            throw new Defect("no " + table + " " + id + " of " + owner.uniqueId());
        }
        return found;
    }
}
