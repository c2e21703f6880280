package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.missing;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.error.IamError.UnrecognizedPublicKeyEncoding;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.ServiceSpecificCredentialQuery;
import io.ostiary.contract.query.ServiceSpecificCredentialQuery.ListServiceSpecificCredentials;
import io.ostiary.contract.query.SigningCertificateQuery;
import io.ostiary.contract.query.SigningCertificateQuery.ListSigningCertificates;
import io.ostiary.contract.query.SshPublicKeyQuery;
import io.ostiary.contract.query.SshPublicKeyQuery.GetSSHPublicKey;
import io.ostiary.contract.query.SshPublicKeyQuery.ListSSHPublicKeys;
import io.ostiary.contract.result.ServiceSpecificCredentialResult.ListServiceSpecificCredentialsResult;
import io.ostiary.contract.result.SigningCertificateResult.ListSigningCertificatesResult;
import io.ostiary.contract.result.SshPublicKeyResult.GetSSHPublicKeyResult;
import io.ostiary.contract.result.SshPublicKeyResult.ListSSHPublicKeysResult;
import io.ostiary.state.entity.CredentialService;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.ServiceSpecificCredential;
import io.ostiary.state.entity.SshPublicKey;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.key.Pem;
import io.ostiary.state.key.SshRsaKey;
import io.ostiary.state.key.SshRsaKey.Reading;
import io.ostiary.state.shape.HeldCredentialShapes;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What is told of SSH public keys, service-specific credentials and signing certificates. Lists are
 * in the order of ids ("the keys are listed alphabetically by key ID", CodeCommit User Guide,
 * Troubleshooting SSH connections).
 */
final class HeldCredentialQueries {

    /** Stands for a user name where the certificates are root's; as the writer answers it. */
    private static final String ROOT_NAME = "root";

    /** Whose things are asked for. */
    private record Holder(EntityId id, String name) {}

    private HeldCredentialQueries() {}

    static Reply answer(AccountView account, Actor actor, SshPublicKeyQuery query) {
        return switch (query) {
            case GetSSHPublicKey get -> getSshPublicKey(account, get);
            case ListSSHPublicKeys list ->
                    ofHolder(
                            account,
                            actor,
                            list.userName(),
                            holder -> {
                                var page =
                                        page(
                                                account,
                                                Table.SSH_PUBLIC_KEYS,
                                                holder,
                                                list.marker(),
                                                list.maxItems());
                                return found(
                                        new ListSSHPublicKeysResult(
                                                page.isTruncated(),
                                                page.marker(),
                                                page.map(
                                                        named(
                                                                holder,
                                                                HeldCredentialShapes
                                                                        ::sshPublicKeyMetadata))));
                            });
        };
    }

    static Reply answer(AccountView account, Actor actor, SigningCertificateQuery query) {
        return switch (query) {
            case ListSigningCertificates list ->
                    ofHolder(
                            account,
                            actor,
                            list.userName(),
                            holder -> {
                                var page =
                                        page(
                                                account,
                                                Table.SIGNING_CERTIFICATES,
                                                holder,
                                                list.marker(),
                                                list.maxItems());
                                return found(
                                        new ListSigningCertificatesResult(
                                                page.map(
                                                        named(
                                                                holder,
                                                                HeldCredentialShapes
                                                                        ::signingCertificate)),
                                                page.isTruncated(),
                                                page.marker()));
                            });
        };
    }

    /**
     * @param now for credentials that have expired
     */
    static Reply answer(
            AccountView account, Actor actor, ServiceSpecificCredentialQuery query, Instant now) {
        return switch (query) {
            case ListServiceSpecificCredentials list ->
                    Boolean.TRUE.equals(list.allUsers())
                            ? listOfAllUsers(account, list, now)
                            : ofHolder(
                                    account,
                                    actor,
                                    list.userName(),
                                    holder -> listOfHolder(account, holder, list, now));
        };
    }

    private static Reply ofHolder(
            AccountView account,
            Actor actor,
            @Nullable String userName,
            Function<Holder, Reply> answer) {
        return switch (Owner.of(account, actor, userName)) {
            case Owner.AUser(var user) -> answer.apply(new Holder(user.entityId(), user.name()));
            case Owner.OfRoot() -> answer.apply(new Holder(root(account.id()), ROOT_NAME));
            case Owner.Nobody(var error) -> refused(error);
        };
    }

    private static EntityId root(AccountId account) {
        return new EntityId(EntityKind.ROOT, account.value());
    }

    private static <E extends HeldCredential> Page<E> page(
            AccountView account,
            Table<E> table,
            Holder holder,
            @Nullable String marker,
            @Nullable Integer maxItems) {
        return Page.of(
                after(account, table, holder, marker), HeldCredential::id, Page.size(maxItems));
    }

    /** A holder's, after the id that a marker is. */
    private static <E extends HeldCredential> Iterable<E> after(
            AccountView account, Table<E> table, Holder holder, @Nullable String marker) {
        return account.scan(
                table,
                HeldCredential.prefix(holder.id()),
                marker == null ? "" : HeldCredential.key(holder.id(), marker));
    }

    private static <E, R> Function<E, R> named(Holder holder, BiFunction<E, String, R> shape) {
        return held -> shape.apply(held, holder.name());
    }

    private static Reply getSshPublicKey(AccountView account, GetSSHPublicKey query) {
        User user = account.userNamed(query.userName());
        if (user == null) {
            return missing(Subject.USER, query.userName());
        }
        SshPublicKey key =
                account.find(
                        Table.SSH_PUBLIC_KEYS,
                        HeldCredential.key(user.entityId(), query.sshPublicKeyId()));
        if (key == null) {
            return refused(
                    new NoSuchEntity(
                            "The Public Key with id "
                                    + query.sshPublicKeyId()
                                    + " cannot be found."));
        }
        return switch (query.encoding()) {
            case "SSH" -> shown(key, user, isPem(key) ? SshRsaKey::toLine : null);
            case "PEM" -> shown(key, user, isPem(key) ? null : SshRsaKey::toPem);
            // The wire refuses it before, as the model lists the two. Ours.
            default ->
                    refused(
                            new UnrecognizedPublicKeyEncoding(
                                    "Encoding " + query.encoding() + " is not supported."));
        };
    }

    private static boolean isPem(SshPublicKey key) {
        return Pem.isBegun(key.body().strip());
    }

    /**
     * @param encode null for the encoding in which it was uploaded, comment and all
     */
    private static Reply shown(
            SshPublicKey key, User user, @Nullable Function<SshRsaKey, String> encode) {
        String body =
                encode != null && SshRsaKey.read(key.body()) instanceof Reading.Read(SshRsaKey read)
                        ? encode.apply(read)
                        : key.body();
        return found(
                new GetSSHPublicKeyResult(
                        HeldCredentialShapes.sshPublicKey(key, user.name(), body)));
    }

    private static Reply listOfHolder(
            AccountView account, Holder holder, ListServiceSpecificCredentials query, Instant now) {
        Reply unknown = unknownService(query);
        if (unknown != null) {
            return unknown;
        }
        var page =
                Page.of(
                        ofService(
                                after(
                                        account,
                                        Table.SERVICE_SPECIFIC_CREDENTIALS,
                                        holder,
                                        query.marker()),
                                query),
                        HeldCredential::id,
                        Page.size(query.maxItems()));
        return found(
                new ListServiceSpecificCredentialsResult(
                        page.isTruncated(),
                        page.marker(),
                        page.map(
                                each ->
                                        HeldCredentialShapes.serviceSpecificCredentialMetadata(
                                                each, holder.name(), now))));
    }

    /**
     * "This parameter cannot be specified together with UserName" (IAM API Reference); the text is
     * ours.
     */
    private static Reply listOfAllUsers(
            AccountView account, ListServiceSpecificCredentials query, Instant now) {
        if (query.userName() != null) {
            return refused(CommonError.validation("Cannot specify both UserName and AllUsers."));
        }
        Reply unknown = unknownService(query);
        if (unknown != null) {
            return unknown;
        }
        var page =
                Page.of(
                        ofService(
                                account.scan(
                                        Table.SERVICE_SPECIFIC_CREDENTIALS,
                                        "",
                                        Page.after(query.marker())),
                                query),
                        HeldCredential::key,
                        Page.size(query.maxItems()));
        return found(
                new ListServiceSpecificCredentialsResult(
                        page.isTruncated(),
                        page.marker(),
                        page.map(
                                each ->
                                        HeldCredentialShapes.serviceSpecificCredentialMetadata(
                                                each, userName(account, each), now))));
    }

    private static @Nullable Reply unknownService(ListServiceSpecificCredentials query) {
        String service = query.serviceName();
        return service == null || CredentialService.named(service).isPresent()
                ? null
                : refused(NoSuchEntity.service(service));
    }

    private static Iterable<ServiceSpecificCredential> ofService(
            Iterable<ServiceSpecificCredential> all, ListServiceSpecificCredentials query) {
        String service = query.serviceName();
        return service == null ? all : Filtered.by(all, each -> each.serviceName().equals(service));
    }

    private static String userName(AccountView account, ServiceSpecificCredential credential) {
        User user = account.userById(credential.owner().uniqueId());
        return user == null ? ROOT_NAME : user.name();
    }
}
