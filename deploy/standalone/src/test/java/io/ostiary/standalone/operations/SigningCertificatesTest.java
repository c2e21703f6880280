package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.PublicKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.SigningCertificate;

import java.util.List;

/** X.509 certificates of users and of root. */
@ExtendWith(RunningHouse.Shared.class)
final class SigningCertificatesTest {
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

    SigningCertificatesTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private SigningCertificate uploadCertificate(int number) {
        return iam.uploadSigningCertificate(
                        r -> r.userName("alice").certificateBody(PublicKeys.certificate(number)))
                .certificate();
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
}
