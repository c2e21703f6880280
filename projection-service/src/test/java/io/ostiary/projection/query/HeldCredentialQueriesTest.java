package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialStatusSet;
import io.ostiary.contract.event.HeldCredentialEvent.Kind;
import io.ostiary.contract.event.HeldCredentialEvent.ServiceSpecificCredentialCreated;
import io.ostiary.contract.event.HeldCredentialEvent.SigningCertificateUploaded;
import io.ostiary.contract.event.HeldCredentialEvent.SshPublicKeyUploaded;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.query.ServiceSpecificCredentialQuery.ListServiceSpecificCredentials;
import io.ostiary.contract.query.SigningCertificateQuery.ListSigningCertificates;
import io.ostiary.contract.query.SshPublicKeyQuery.GetSSHPublicKey;
import io.ostiary.contract.query.SshPublicKeyQuery.ListSSHPublicKeys;
import io.ostiary.contract.result.ServiceSpecificCredentialResult.ListServiceSpecificCredentialsResult;
import io.ostiary.contract.result.SigningCertificateResult.ListSigningCertificatesResult;
import io.ostiary.contract.result.SshPublicKeyResult.GetSSHPublicKeyResult;
import io.ostiary.contract.result.SshPublicKeyResult.ListSSHPublicKeysResult;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.SSHPublicKeyMetadata;
import io.ostiary.contract.shape.ServiceSpecificCredentialMetadata;
import io.ostiary.contract.shape.SigningCertificate;
import io.ostiary.projection.History;
import io.ostiary.projection.House;
import io.ostiary.testkit.PublicKeys;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

final class HeldCredentialQueriesTest {
    private static final String CODECOMMIT = "codecommit.amazonaws.com";
    private static final String BEDROCK = "bedrock.amazonaws.com";
    private static final Instant EXPIRY = History.START.plus(Duration.ofDays(1));

    private final History history =
            History.opened("111111111111").user("alice").user("bob").role("Deploy", "/");
    private final House house;

    HeldCredentialQueriesTest(@TempDir Path directory) {
        house = House.of(directory);
    }

    @BeforeEach
    void fold() {
        EntityId alice = History.userRef("alice");
        EntityId bob = History.userRef("bob");
        String line = PublicKeys.rsa(1).toLine() + " a comment";
        String pem = PublicKeys.rsa(2).toPem();
        history.add(new SshPublicKeyUploaded(alice, "APKA2", line, "aa", history.now()));
        history.add(new SshPublicKeyUploaded(alice, "APKA1", pem, "bb", history.now()));
        history.add(new SshPublicKeyUploaded(bob, "APKA3", line, "aa", history.now()));
        history.add(new HeldCredentialStatusSet(alice, Kind.SSH_PUBLIC_KEY, "APKA2", false));
        history.add(credential(alice, "ACCA2", CODECOMMIT, "alice-at-111111111111", null));
        history.add(credential(alice, "ACCA1", BEDROCK, "alice-at-111111111111", EXPIRY));
        history.add(credential(bob, "ACCA3", CODECOMMIT, "bob-at-111111111111", null));
        history.add(new SigningCertificateUploaded(alice, "CERT1", "body", "d1", history.now()));
        history.add(
                new SigningCertificateUploaded(
                        history.rootRef(), "CERT2", "roots", "d2", history.now()));
        history.add(new UserRenamed(alice.uniqueId(), "anna", "/"));
        house.fold(history);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private ServiceSpecificCredentialCreated credential(
            EntityId owner, String id, String service, String name, @Nullable Instant expiry) {
        return new ServiceSpecificCredentialCreated(
                owner, id, service, name, new SealedSecret("sealed"), expiry, history.now());
    }

    private Actor anna() {
        return House.user(history, "alice");
    }

    private String body(String encoding, String id) {
        return house.found(
                        GetSSHPublicKeyResult.class,
                        history,
                        new GetSSHPublicKey(encoding, id, "anna"))
                .sshPublicKey()
                .sshPublicKeyBody();
    }

    private List<SSHPublicKeyMetadata> keys(Actor actor, @Nullable String userName) {
        return house.found(
                        ListSSHPublicKeysResult.class,
                        actor,
                        new ListSSHPublicKeys(null, null, userName))
                .sshPublicKeys();
    }

    private List<SigningCertificate> certificates(Actor actor, @Nullable String userName) {
        return house.found(
                        ListSigningCertificatesResult.class,
                        actor,
                        new ListSigningCertificates(null, null, userName))
                .certificates();
    }

    private List<ServiceSpecificCredentialMetadata> credentials(
            Actor actor,
            @Nullable Boolean all,
            @Nullable String service,
            @Nullable String userName) {
        return house.found(
                        ListServiceSpecificCredentialsResult.class,
                        actor,
                        new ListServiceSpecificCredentials(all, null, null, service, userName))
                .serviceSpecificCredentials();
    }

    private List<String> ids(List<ServiceSpecificCredentialMetadata> credentials) {
        return credentials.stream()
                .map(ServiceSpecificCredentialMetadata::serviceSpecificCredentialId)
                .toList();
    }

    private void refused(String code, String message, Query query) {
        var error = house.refused(House.root(history), query);
        assertEquals(code, error.code());
        assertEquals(message, error.message());
    }

    @Test
    void aKeyIsToldAsUploadedAndInTheOtherEncodingWithoutItsComment() {
        assertEquals(PublicKeys.rsa(1).toLine() + " a comment", body("SSH", "APKA2"));
        assertEquals(PublicKeys.rsa(1).toPem(), body("PEM", "APKA2"));
        assertEquals(PublicKeys.rsa(2).toLine(), body("SSH", "APKA1"));
        assertEquals(PublicKeys.rsa(2).toPem(), body("PEM", "APKA1"));
    }

    @Test
    void keysAreListedByIdUnderTheUsersNameOfToday() {
        var keys = keys(House.root(history), "ANNA");
        assertEquals(
                List.of("APKA1", "APKA2"),
                keys.stream().map(SSHPublicKeyMetadata::sshPublicKeyId).toList());
        assertEquals(
                List.of("Active", "Inactive"),
                keys.stream().map(SSHPublicKeyMetadata::status).toList());
        assertEquals("anna", keys.getFirst().userName());
        assertEquals(keys, keys(anna(), null));
        assertEquals(List.of(), keys(House.root(history), null));
    }

    @Test
    void whatIsMissingIsNamedAsAwsNamesIt() {
        String noUser = "The user with name alice cannot be found.";
        String noService =
                "No such service lambda.amazonaws.com is supported for Service Specific"
                        + " Credentials";
        refused("NoSuchEntity", noUser, new GetSSHPublicKey("SSH", "APKA1", "alice"));
        refused("NoSuchEntity", noUser, new ListSSHPublicKeys(null, null, "alice"));
        refused("NoSuchEntity", noUser, new ListSigningCertificates(null, null, "alice"));
        refused(
                "NoSuchEntity",
                noUser,
                new ListServiceSpecificCredentials(null, null, null, "lambda", "alice"));
        refused(
                "NoSuchEntity",
                "The Public Key with id APKA3 cannot be found.",
                new GetSSHPublicKey("SSH", "APKA3", "anna"));
        refused(
                "UnrecognizedPublicKeyEncoding",
                "Encoding DER is not supported.",
                new GetSSHPublicKey("DER", "APKA1", "anna"));
        for (Boolean all : new @Nullable Boolean[] {null, true}) {
            refused(
                    "NoSuchEntity",
                    noService,
                    new ListServiceSpecificCredentials(
                            all, null, null, "lambda.amazonaws.com", all == null ? "bob" : null));
        }
        refused(
                "ValidationError",
                "Cannot specify both UserName and AllUsers.",
                new ListServiceSpecificCredentials(true, null, null, null, "bob"));
    }

    @Test
    void withoutANameASessionIsToldToSayOne() {
        var session = House.session(history, "Deploy");
        for (Query query :
                List.of(
                        new ListSSHPublicKeys(null, null, null),
                        new ListSigningCertificates(null, null, null),
                        new ListServiceSpecificCredentials(false, null, null, null, null))) {
            assertEquals("ValidationError", house.refused(session, query).code());
        }
    }

    @Test
    void certificatesAreToldOfUsersAndOfRoot() {
        var annas = certificates(anna(), null);
        assertEquals(annas, certificates(House.root(history), "anna"));
        assertEquals("CERT1", annas.getFirst().certificateId());
        assertEquals("body", annas.getFirst().certificateBody());
        assertEquals("anna", annas.getFirst().userName());
        var roots = certificates(House.root(history), null);
        assertEquals("CERT2", roots.getFirst().certificateId());
        assertEquals("root", roots.getFirst().userName());
    }

    @Test
    void credentialsAreListedOfOneUserOrAllOfOneServiceOrAll() {
        Actor root = House.root(history);
        assertEquals(List.of("ACCA1", "ACCA2"), ids(credentials(anna(), null, null, null)));
        assertEquals(List.of("ACCA2"), ids(credentials(root, null, CODECOMMIT, "anna")));
        assertEquals(List.of(), ids(credentials(root, false, null, null)));
        var all = credentials(root, true, CODECOMMIT, null);
        assertEquals(List.of("ACCA2", "ACCA3"), ids(all));
        assertEquals(
                List.of("anna", "bob"),
                all.stream().map(ServiceSpecificCredentialMetadata::userName).toList());
        assertEquals(3, credentials(root, true, null, null).size());
        assertEquals(List.of(), credentials(root, true, "authorize.ostiary", null));
    }

    @Test
    void aCredentialHasAServiceUserNameOrAnAliasOfWhenItWasMade() {
        var both = credentials(anna(), null, null, null);
        assertEquals("alice-at-111111111111", both.getFirst().serviceCredentialAlias());
        assertNull(both.getFirst().serviceUserName());
        assertEquals("alice-at-111111111111", both.getLast().serviceUserName());
        assertNull(both.getLast().serviceCredentialAlias());
    }

    @Test
    void aCredentialExpires() {
        house.at(EXPIRY.minusSeconds(1));
        var before = credentials(anna(), null, BEDROCK, null).getFirst();
        assertEquals("Active", before.status());
        assertEquals(EXPIRY, before.expirationDate());
        house.at(EXPIRY);
        assertEquals("Expired", credentials(anna(), null, BEDROCK, null).getFirst().status());
        assertEquals("Active", credentials(anna(), null, CODECOMMIT, null).getFirst().status());
    }

    @Test
    void everyListIsGivenInPages() {
        var told = new ArrayList<String>();
        String marker = null;
        do {
            var page =
                    house.found(
                            ListServiceSpecificCredentialsResult.class,
                            history,
                            new ListServiceSpecificCredentials(true, marker, 1, null, null));
            told.addAll(ids(page.serviceSpecificCredentials()));
            marker = page.marker();
        } while (marker != null);
        do {
            var page =
                    house.found(
                            ListServiceSpecificCredentialsResult.class,
                            history,
                            new ListServiceSpecificCredentials(null, marker, 1, null, "anna"));
            told.addAll(ids(page.serviceSpecificCredentials()));
            marker = page.marker();
        } while (marker != null);
        do {
            var page =
                    house.found(
                            ListSSHPublicKeysResult.class,
                            history,
                            new ListSSHPublicKeys(marker, 1, "anna"));
            page.sshPublicKeys().forEach(key -> told.add(key.sshPublicKeyId()));
            marker = page.marker();
        } while (marker != null);
        assertEquals(List.of("ACCA1", "ACCA2", "ACCA3", "ACCA1", "ACCA2", "APKA1", "APKA2"), told);
    }
}
