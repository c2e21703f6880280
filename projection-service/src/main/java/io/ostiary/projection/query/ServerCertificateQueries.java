package io.ostiary.projection.query;

import static io.ostiary.contract.error.IamError.Subject.SERVER_CERTIFICATE;
import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.missing;

import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.ServerCertificateQuery;
import io.ostiary.contract.query.ServerCertificateQuery.GetServerCertificate;
import io.ostiary.contract.query.ServerCertificateQuery.ListServerCertificateTags;
import io.ostiary.contract.query.ServerCertificateQuery.ListServerCertificates;
import io.ostiary.contract.result.ServerCertificateResult.GetServerCertificateResult;
import io.ostiary.contract.result.ServerCertificateResult.ListServerCertificateTagsResult;
import io.ostiary.contract.result.ServerCertificateResult.ListServerCertificatesResult;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountView;

/** What is told of server certificates: never the private keys. */
final class ServerCertificateQueries {

    private ServerCertificateQueries() {}

    static Reply answer(AccountView account, ServerCertificateQuery query) {
        return switch (query) {
            case GetServerCertificate get -> getServerCertificate(account, get);
            case ListServerCertificates list -> listServerCertificates(account, list);
            case ListServerCertificateTags list -> listServerCertificateTags(account, list);
        };
    }

    static Reply getServerCertificate(AccountView account, GetServerCertificate query) {
        ServerCertificate certificate =
                account.serverCertificateNamed(query.serverCertificateName());
        return certificate == null
                ? missing(SERVER_CERTIFICATE, query.serverCertificateName())
                : found(
                        new GetServerCertificateResult(
                                Shapes.serverCertificate(account.id(), certificate)));
    }

    static Reply listServerCertificates(AccountView account, ListServerCertificates query) {
        var page =
                Page.of(
                        Filtered.byPath(
                                account.scan(
                                        Table.SERVER_CERTIFICATES, "", Page.after(query.marker())),
                                query.pathPrefix()),
                        ServerCertificate::key,
                        Page.size(query.maxItems()));
        return found(
                new ListServerCertificatesResult(
                        page.isTruncated(),
                        page.marker(),
                        page.map(
                                certificate ->
                                        Shapes.serverCertificateMetadata(
                                                account.id(), certificate))));
    }

    static Reply listServerCertificateTags(AccountView account, ListServerCertificateTags query) {
        ServerCertificate certificate =
                account.serverCertificateNamed(query.serverCertificateName());
        if (certificate == null) {
            return missing(SERVER_CERTIFICATE, query.serverCertificateName());
        }
        var page = HeldLists.tags(certificate, query.marker(), query.maxItems());
        return found(
                new ListServerCertificateTagsResult(
                        page.isTruncated(), page.marker(), page.items()));
    }
}
