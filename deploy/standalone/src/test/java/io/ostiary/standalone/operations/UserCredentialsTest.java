package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.PublicKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EncodingType;
import software.amazon.awssdk.services.iam.model.SSHPublicKeyMetadata;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;
import software.amazon.awssdk.services.iam.model.SigningCertificate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** SSH public keys, service-specific credentials and signing certificates. */
@ExtendWith(RunningHouse.Shared.class)
final class UserCredentialsTest {
    private static final String CODECOMMIT = "codecommit.amazonaws.com";
    private static final String BEDROCK = "bedrock.amazonaws.com";
    private static final String NO_SUCH_ID = "APKAXXXXXXXXXXXXXXXXXXXXXXXX";

    private static final Refusal NOBODY =
            new Refusal(404, "NoSuchEntity", "The user with name nobody cannot be found.");
    private static final Refusal NEEDS_NAME =
            new Refusal(
                    400,
                    "ValidationError",
                    "Must specify userName when calling with non-User credentials");

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    UserCredentialsTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private String uploadKey(int number) {
        return iam.uploadSSHPublicKey(
                        r -> r.userName("alice").sshPublicKeyBody(PublicKeys.rsa(number).toLine()))
                .sshPublicKey()
                .sshPublicKeyId();
    }

    private ServiceSpecificCredential create(String service) {
        return iam.createServiceSpecificCredential(r -> r.userName("alice").serviceName(service))
                .serviceSpecificCredential();
    }

    private List<ServiceSpecificCredentialMetadata> credentials(String service) {
        return iam.listServiceSpecificCredentials(r -> r.userName("alice").serviceName(service))
                .serviceSpecificCredentials();
    }

    private SigningCertificate uploadCertificate(int number) {
        return iam.uploadSigningCertificate(
                        r -> r.userName("alice").certificateBody(PublicKeys.certificate(number)))
                .certificate();
    }

    @Test
    void anSshKeyIsUploadedReadSwitchedOffAndDeleted() {
        tenant.user("alice");
        String line = PublicKeys.rsa(1).toLine() + " alice@example.org";
        var key =
                iam.uploadSSHPublicKey(r -> r.userName("alice").sshPublicKeyBody(line))
                        .sshPublicKey();
        assertEquals(line, key.sshPublicKeyBody());
        assertEquals(47, key.fingerprint().length());
        assertEquals("Active", key.statusAsString());
        assertEquals("alice", key.userName());
        String id = key.sshPublicKeyId();
        assertTrue(id.startsWith("APKA"), id);

        iam.updateSSHPublicKey(r -> r.userName("alice").sshPublicKeyId(id).status("Inactive"));
        var read =
                iam.getSSHPublicKey(
                                r ->
                                        r.userName("alice")
                                                .sshPublicKeyId(id)
                                                .encoding(EncodingType.PEM))
                        .sshPublicKey();
        assertEquals("Inactive", read.statusAsString());
        assertEquals(PublicKeys.rsa(1).toPem(), read.sshPublicKeyBody());
        assertEquals(key.fingerprint(), read.fingerprint());
        assertEquals(key.uploadDate(), read.uploadDate());

        iam.deleteSSHPublicKey(r -> r.userName("alice").sshPublicKeyId(id));
        assertEquals(List.of(), iam.listSSHPublicKeys(r -> r.userName("alice")).sshPublicKeys());
    }

    @Test
    void sshKeysAreListedInPages() {
        var alice = tenant.user("alice", Documents.allow("iam:*", "*"));
        var uploaded = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            uploaded.add(uploadKey(i));
        }
        var listed =
                alice.client().iam().listSSHPublicKeysPaginator(r -> r.maxItems(2)).stream()
                        .flatMap(page -> page.sshPublicKeys().stream())
                        .map(SSHPublicKeyMetadata::sshPublicKeyId)
                        .toList();
        assertEquals(uploaded.stream().sorted().toList(), listed);
        assertEquals(
                new Refusal(
                        409, "LimitExceeded", "Cannot exceed quota for SSHPublicKeysPerUser: 5"),
                refusal(() -> uploadKey(5)));
    }

    @Test
    void anSshKeyThatIsNoneOrIsThereIsRefused() {
        tenant.user("alice");
        uploadKey(1);
        assertEquals(
                new Refusal(
                        400,
                        "DuplicateSSHPublicKey",
                        "The SSH public key is already associated with the specified IAM user."),
                refusal(() -> uploadKey(1)));
        assertEquals(
                new Refusal(
                        400,
                        "InvalidPublicKey",
                        "The public key must be an RSA key of 2048 to 16384 bits."),
                refusal(
                        () ->
                                iam.uploadSSHPublicKey(
                                        r ->
                                                r.userName("alice")
                                                        .sshPublicKeyBody(
                                                                PublicKeys.rsa(1, 1_024)
                                                                        .toLine()))));
        assertEquals(
                new Refusal(400, "UnrecognizedPublicKeyEncoding", "Invalid public key uploaded."),
                refusal(
                        () ->
                                iam.uploadSSHPublicKey(
                                        r ->
                                                r.userName("alice")
                                                        .sshPublicKeyBody("ssh-ed25519 AAAA"))));
        assertEquals(
                "ValidationError",
                refusal(
                                () ->
                                        iam.getSSHPublicKey(
                                                r ->
                                                        r.userName("alice")
                                                                .sshPublicKeyId(NO_SUCH_ID)
                                                                .encoding("DER")))
                        .code());
    }

    @Test
    void anSshKeyThatIsNotThereIsNotFound() {
        tenant.user("alice");
        var expected =
                new Refusal(
                        404,
                        "NoSuchEntity",
                        "The Public Key with id " + NO_SUCH_ID + " cannot be found.");
        assertEquals(
                expected,
                refusal(
                        () ->
                                iam.getSSHPublicKey(
                                        r ->
                                                r.userName("alice")
                                                        .sshPublicKeyId(NO_SUCH_ID)
                                                        .encoding("SSH"))));
        assertEquals(
                expected,
                refusal(
                        () ->
                                iam.updateSSHPublicKey(
                                        r ->
                                                r.userName("alice")
                                                        .sshPublicKeyId(NO_SUCH_ID)
                                                        .status("Active"))));
        assertEquals(
                expected,
                refusal(
                        () ->
                                iam.deleteSSHPublicKey(
                                        r -> r.userName("alice").sshPublicKeyId(NO_SUCH_ID))));
        assertEquals(NOBODY, refusal(() -> iam.listSSHPublicKeys(r -> r.userName("nobody"))));
        assertEquals(
                NOBODY,
                refusal(
                        () ->
                                iam.uploadSSHPublicKey(
                                        r ->
                                                r.userName("nobody")
                                                        .sshPublicKeyBody(
                                                                PublicKeys.rsa(1).toLine()))));
        assertEquals(NEEDS_NAME, refusal(iam::listSSHPublicKeys));
    }

    @Test
    void aServicePasswordIsToldOnceAndReset() {
        tenant.user("alice");
        var made = create(CODECOMMIT);
        String id = made.serviceSpecificCredentialId();
        assertTrue(id.startsWith("ACCA"), id);
        assertEquals("alice-at-" + tenant.account(), made.serviceUserName());
        assertEquals(60, made.servicePassword().length());
        assertNull(made.serviceCredentialSecret());
        assertEquals("Active", made.statusAsString());

        var again =
                iam.resetServiceSpecificCredential(
                                r -> r.userName("alice").serviceSpecificCredentialId(id))
                        .serviceSpecificCredential();
        assertEquals(60, again.servicePassword().length());
        assertNotEquals(made.servicePassword(), again.servicePassword());
        assertEquals(made.serviceUserName(), again.serviceUserName());
        assertEquals(made.createDate(), again.createDate());

        iam.updateServiceSpecificCredential(
                r -> r.userName("alice").serviceSpecificCredentialId(id).status("Inactive"));
        var listed = credentials(CODECOMMIT).getFirst();
        assertEquals("Inactive", listed.statusAsString());
        assertEquals(id, listed.serviceSpecificCredentialId());
        assertEquals(made.serviceUserName(), listed.serviceUserName());
        iam.deleteServiceSpecificCredential(
                r -> r.userName("alice").serviceSpecificCredentialId(id));
        assertEquals(List.of(), credentials(CODECOMMIT));
    }

    @ParameterizedTest
    @CsvSource({BEDROCK + ", ABSK", "logs.amazonaws.com, ACWL", "authorize.ostiary, OSAK"})
    void anApiKeyIsABearerOfAliasAndSecret(String service, String letters) {
        tenant.user("alice");
        var made =
                iam.createServiceSpecificCredential(
                                r -> r.userName("alice").serviceName(service).credentialAgeDays(30))
                        .serviceSpecificCredential();
        assertNull(made.servicePassword());
        assertNull(made.serviceUserName());
        assertEquals(made.createDate().plus(Duration.ofDays(30)), made.expirationDate());
        assertEquals(letters, made.serviceCredentialSecret().substring(0, 4));
        String[] parts =
                new String(
                                Base64.getDecoder()
                                        .decode(made.serviceCredentialSecret().substring(4)),
                                StandardCharsets.UTF_8)
                        .split(":", -1);
        assertEquals(made.serviceCredentialAlias(), parts[0]);
        assertEquals(60, parts[1].length());
        var listed = credentials(service).getFirst();
        assertEquals(made.serviceCredentialAlias(), listed.serviceCredentialAlias());
        assertEquals(made.expirationDate(), listed.expirationDate());
    }

    @Test
    void serviceSpecificCredentialsAreListedOfTheCallerOfOneAndOfAll() {
        var alice = tenant.user("alice", Documents.allow("iam:*", "*"));
        tenant.user("bob");
        var ids = new ArrayList<String>();
        for (String service : List.of(CODECOMMIT, CODECOMMIT, BEDROCK)) {
            ids.add(create(service).serviceSpecificCredentialId());
        }
        String bobs =
                iam.createServiceSpecificCredential(r -> r.userName("bob").serviceName(CODECOMMIT))
                        .serviceSpecificCredential()
                        .serviceSpecificCredentialId();
        assertEquals(
                ids.stream().sorted().toList(),
                alice
                        .client()
                        .iam()
                        .listServiceSpecificCredentials()
                        .serviceSpecificCredentials()
                        .stream()
                        .map(ServiceSpecificCredentialMetadata::serviceSpecificCredentialId)
                        .toList());
        ids.add(bobs);
        var all = new ArrayList<String>();
        String marker = null;
        do {
            String from = marker;
            var page =
                    iam.listServiceSpecificCredentials(
                            r -> r.allUsers(true).maxItems(3).marker(from));
            page.serviceSpecificCredentials()
                    .forEach(each -> all.add(each.serviceSpecificCredentialId()));
            assertEquals(page.isTruncated(), page.marker() != null);
            marker = page.marker();
        } while (marker != null);
        assertEquals(ids.stream().sorted().toList(), all.stream().sorted().toList());
        assertEquals(
                3,
                iam.listServiceSpecificCredentials(r -> r.allUsers(true).serviceName(CODECOMMIT))
                        .serviceSpecificCredentials()
                        .size());
        assertEquals(NEEDS_NAME, refusal(iam::listServiceSpecificCredentials));
        assertEquals(
                "ValidationError",
                refusal(
                                () ->
                                        iam.listServiceSpecificCredentials(
                                                r -> r.allUsers(true).userName("alice")))
                        .code());
    }

    @Test
    void aThirdCredentialAnotherServiceAndAnUnknownIdAreRefused() {
        tenant.user("alice");
        create(CODECOMMIT);
        assertEquals("alice+1-at-" + tenant.account(), create(CODECOMMIT).serviceUserName());
        assertEquals(
                new Refusal(
                        409,
                        "LimitExceeded",
                        "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2"),
                refusal(() -> create(CODECOMMIT)));
        var noService =
                new Refusal(
                        404,
                        "NoSuchEntity",
                        "No such service lambda.amazonaws.com is supported for Service Specific"
                                + " Credentials");
        assertEquals(noService, refusal(() -> create("lambda.amazonaws.com")));
        assertEquals(noService, refusal(() -> credentials("lambda.amazonaws.com")));
        assertEquals(
                NOBODY,
                refusal(
                        () ->
                                iam.createServiceSpecificCredential(
                                        r -> r.userName("nobody").serviceName(CODECOMMIT))));
        assertEquals(
                NOBODY,
                refusal(() -> iam.listServiceSpecificCredentials(r -> r.userName("nobody"))));
        var none = new Refusal(404, "NoSuchEntity", "No such credential " + NO_SUCH_ID + " exists");
        assertEquals(
                none,
                refusal(
                        () ->
                                iam.resetServiceSpecificCredential(
                                        r ->
                                                r.userName("alice")
                                                        .serviceSpecificCredentialId(NO_SUCH_ID))));
        assertEquals(
                none,
                refusal(
                        () ->
                                iam.updateServiceSpecificCredential(
                                        r ->
                                                r.userName("alice")
                                                        .status("Active")
                                                        .serviceSpecificCredentialId(NO_SUCH_ID))));
        assertEquals(
                none,
                refusal(
                        () ->
                                iam.deleteServiceSpecificCredential(
                                        r ->
                                                r.userName("alice")
                                                        .serviceSpecificCredentialId(NO_SUCH_ID))));
    }

    @Test
    void aCertificateIsUploadedListedSwitchedOffAndDeleted() {
        tenant.user("alice");
        var certificate = uploadCertificate(1);
        String id = certificate.certificateId();
        assertEquals(PublicKeys.certificate(1), certificate.certificateBody());
        assertEquals("Active", certificate.statusAsString());
        iam.updateSigningCertificate(r -> r.userName("alice").certificateId(id).status("Inactive"));
        var second = uploadCertificate(2);
        var listed =
                iam.listSigningCertificatesPaginator(r -> r.userName("alice").maxItems(1)).stream()
                        .flatMap(page -> page.certificates().stream())
                        .toList();
        assertEquals(
                List.of(id, second.certificateId()).stream().sorted().toList(),
                listed.stream().map(SigningCertificate::certificateId).toList());
        assertEquals(
                "Inactive",
                listed.stream()
                        .filter(each -> each.certificateId().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .statusAsString());
        assertEquals(
                new Refusal(409, "LimitExceeded", "Cannot exceed quota for CertificatesPerUser: 2"),
                refusal(() -> uploadCertificate(3)));
        iam.deleteSigningCertificate(r -> r.userName("alice").certificateId(id));
        uploadCertificate(3);
    }

    @Test
    void rootHasCertificatesToo() {
        var root = house.root().iam();
        String body = PublicKeys.certificate(77);
        var certificate = root.uploadSigningCertificate(r -> r.certificateBody(body)).certificate();
        assertEquals(
                List.of(certificate.certificateId()),
                root.listSigningCertificates().certificates().stream()
                        .map(SigningCertificate::certificateId)
                        .toList());
        root.updateSigningCertificate(
                r -> r.certificateId(certificate.certificateId()).status("Inactive"));
        root.deleteSigningCertificate(r -> r.certificateId(certificate.certificateId()));
        assertEquals(NEEDS_NAME, refusal(iam::listSigningCertificates));
    }

    @Test
    void aCertificateThatIsNoneOrIsThereIsRefused() {
        tenant.user("alice");
        tenant.user("bob");
        String id = uploadCertificate(1).certificateId();
        assertEquals(
                new Refusal(
                        409,
                        "EntityAlreadyExists",
                        "The Certificate with id " + id + " already exists."),
                refusal(() -> uploadCertificate(1)));
        assertEquals(
                new Refusal(
                        409,
                        "DuplicateCertificate",
                        "The certificate is already associated with another IAM user in the"
                                + " account."),
                refusal(
                        () ->
                                iam.uploadSigningCertificate(
                                        r ->
                                                r.userName("bob")
                                                        .certificateBody(
                                                                PublicKeys.certificate(1)))));
        assertEquals(
                new Refusal(
                        400,
                        "MalformedCertificate",
                        "Certificate invalid-certificate-body is malformed."),
                refusal(
                        () ->
                                iam.uploadSigningCertificate(
                                        r ->
                                                r.userName("bob")
                                                        .certificateBody(
                                                                "invalid-certificate-body"))));
        String two = PublicKeys.certificate(2) + PublicKeys.certificate(3);
        assertEquals(
                new Refusal(
                        400,
                        "InvalidCertificate",
                        "The certificate body must hold one certificate only."),
                refusal(
                        () ->
                                iam.uploadSigningCertificate(
                                        r -> r.userName("bob").certificateBody(two))));
    }

    @Test
    void aCertificateThatIsNotThereIsNotFound() {
        tenant.user("alice");
        var none =
                new Refusal(
                        404,
                        "NoSuchEntity",
                        "The Certificate with id " + NO_SUCH_ID + " cannot be found.");
        assertEquals(
                none,
                refusal(
                        () ->
                                iam.updateSigningCertificate(
                                        r ->
                                                r.userName("alice")
                                                        .certificateId(NO_SUCH_ID)
                                                        .status("Active"))));
        assertEquals(
                none,
                refusal(
                        () ->
                                iam.deleteSigningCertificate(
                                        r -> r.userName("alice").certificateId(NO_SUCH_ID))));
        assertEquals(
                NOBODY,
                refusal(
                        () ->
                                iam.uploadSigningCertificate(
                                        r ->
                                                r.userName("nobody")
                                                        .certificateBody(
                                                                PublicKeys.certificate(1)))));
        assertEquals(NOBODY, refusal(() -> iam.listSigningCertificates(r -> r.userName("nobody"))));
    }

    @Test
    void aUserGoesAfterAllThatItHolds() {
        iam.createUser(r -> r.userName("alice"));
        String key = uploadKey(1);
        String credential = create(BEDROCK).serviceSpecificCredentialId();
        String certificate = uploadCertificate(1).certificateId();
        conflict("Cannot delete entity, must delete certificates first.");
        iam.deleteSigningCertificate(r -> r.userName("alice").certificateId(certificate));
        conflict("Cannot delete entity, must remove referenced objects first.");
        iam.deleteSSHPublicKey(r -> r.userName("alice").sshPublicKeyId(key));
        conflict("Cannot delete entity, must remove referenced objects first.");
        iam.deleteServiceSpecificCredential(
                r -> r.userName("alice").serviceSpecificCredentialId(credential));
        iam.deleteUser(r -> r.userName("alice"));
    }

    private void conflict(String message) {
        assertEquals(
                new Refusal(409, "DeleteConflict", message),
                refusal(() -> iam.deleteUser(r -> r.userName("alice"))));
    }

    @Test
    void eachOperationIsAuthorizedOnTheUserThatItSpeaksOf() {
        var carol = tenant.user("carol");
        tenant.grant("carol", Documents.allow("iam:*", tenant.arn("user/carol")));
        tenant.user("alice");
        var own = carol.client().iam();
        String line = PublicKeys.rsa(1).toLine();
        own.uploadSSHPublicKey(r -> r.userName("carol").sshPublicKeyBody(line));
        own.createServiceSpecificCredential(r -> r.userName("carol").serviceName(BEDROCK));
        own.uploadSigningCertificate(r -> r.certificateBody(PublicKeys.certificate(1)));
        assertEquals(1, own.listSSHPublicKeys().sshPublicKeys().size());
        assertEquals(1, own.listSigningCertificates().certificates().size());
        assertEquals(1, own.listServiceSpecificCredentials().serviceSpecificCredentials().size());
        assertEquals(
                "AccessDenied",
                refusal(
                                () ->
                                        own.uploadSSHPublicKey(
                                                r -> r.userName("alice").sshPublicKeyBody(line)))
                        .code());
        assertEquals(
                "AccessDenied",
                refusal(
                                () ->
                                        own.createServiceSpecificCredential(
                                                r -> r.userName("alice").serviceName(BEDROCK)))
                        .code());
        assertEquals(
                "AccessDenied",
                refusal(() -> own.listSigningCertificates(r -> r.userName("alice"))).code());
        assertEquals(
                "AccessDenied",
                refusal(() -> own.listServiceSpecificCredentials(r -> r.allUsers(true))).code());
    }
}
