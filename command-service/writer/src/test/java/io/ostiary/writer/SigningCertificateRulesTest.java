package io.ostiary.writer;

import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.SigningCertificateCommand.DeleteSigningCertificate;
import io.ostiary.contract.command.SigningCertificateCommand.UpdateSigningCertificate;
import io.ostiary.contract.command.SigningCertificateCommand.UploadSigningCertificate;
import io.ostiary.contract.command.UserCommand.DeleteUser;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.error.IamError.DuplicateCertificate;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.InvalidCertificate;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.MalformedCertificate;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.result.SigningCertificateResult.UploadSigningCertificateResult;
import io.ostiary.contract.shape.SigningCertificate;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.AccountScenario.Decided;
import io.ostiary.testkit.PublicKeys;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Objects;

class SigningCertificateRulesTest {

    private static UploadSigningCertificate upload(int number, @Nullable String userName) {
        return new UploadSigningCertificate(PublicKeys.certificate(number), userName);
    }

    private static SigningCertificate uploaded(Decided decided) {
        return ((UploadSigningCertificateResult)
                        Objects.requireNonNull(decided.accepted().result()))
                .certificate();
    }

    private static NoSuchEntity none(String id) {
        return new NoSuchEntity("The Certificate with id " + id + " cannot be found.");
    }

    @Test
    void aCertificateIsAnsweredAsUploaded() {
        AccountScenario scenario = account().done(createUser("Ana"));
        SigningCertificate certificate = uploaded(scenario.when(upload(1, "ana")));
        assertEquals("Ana", certificate.userName());
        assertEquals("Active", certificate.status());
        assertEquals(PublicKeys.certificate(1), certificate.certificateBody());
        assertTrue(certificate.certificateId().matches("[A-Z0-9]{24,128}"), certificate.toString());
    }

    @Test
    void aNameLeftOutMeansTheCallerAndRootToo() {
        AccountScenario scenario =
                account().done(createUser("ana"), new CreateAccessKey("ana")).as(user("ana"));
        assertEquals("ana", uploaded(scenario.when(upload(1, null))).userName());
        SigningCertificate roots = uploaded(scenario.asRoot().when(upload(2, null)));
        assertEquals("root", roots.userName());
        scenario.as(user("ana"))
                .when(new DeleteSigningCertificate(roots.certificateId(), null))
                .thenRejected(none(roots.certificateId()))
                .asRoot()
                .done(
                        new UpdateSigningCertificate(roots.certificateId(), "Inactive", null),
                        new DeleteSigningCertificate(roots.certificateId(), null));
    }

    @Test
    void twoCertificatesAndNoMoreActiveOrNot() {
        AccountScenario scenario = account().done(createUser("ana"));
        String first = uploaded(scenario.when(upload(1, "ana"))).certificateId();
        scenario.done(new UpdateSigningCertificate(first, "Inactive", "ana"), upload(2, "ana"))
                .when(upload(3, "ana"))
                .thenRejected(new LimitExceeded("Cannot exceed quota for CertificatesPerUser: 2"))
                .done(new DeleteSigningCertificate(first, "ana"), upload(3, "ana"));
    }

    @Test
    void aCertificateIsOnceInAnAccount() {
        AccountScenario scenario = account().done(createUser("ana"), createUser("eve"));
        String id = uploaded(scenario.when(upload(1, "ana"))).certificateId();
        scenario.when(new UploadSigningCertificate("\n" + PublicKeys.certificate(1), "ana"))
                .thenRejected(
                        new EntityAlreadyExists(
                                "The Certificate with id " + id + " already exists."))
                .when(upload(1, "eve"))
                .thenRejected(
                        new DuplicateCertificate(
                                "The certificate is already associated with another IAM user in"
                                        + " the account."))
                .done(new DeleteSigningCertificate(id, "ana"), upload(1, "eve"));
    }

    @Test
    void whatIsNoCertificateIsRefused() {
        String certificate = PublicKeys.certificate(1);
        account()
                .done(createUser("ana"))
                .when(new UploadSigningCertificate("invalid-certificate-body", "ana"))
                .thenRejected(
                        new MalformedCertificate(
                                "Certificate invalid-certificate-body is malformed."))
                .when(new UploadSigningCertificate(certificate.replace("CERTIFICATE", "X"), "ana"))
                .thenRejected("MalformedCertificate")
                .when(new UploadSigningCertificate(certificate.substring(0, 400), "ana"))
                .thenRejected("MalformedCertificate")
                .when(new UploadSigningCertificate(PublicKeys.rsa(1).toPem(), "ana"))
                .thenRejected("MalformedCertificate")
                .when(new UploadSigningCertificate(PublicKeys.expiredCertificate(), "ana"))
                .thenRejected(new MalformedCertificate("The certificate has expired."))
                .when(new UploadSigningCertificate(certificate + certificate, "ana"))
                .thenRejected(
                        new InvalidCertificate(
                                "The certificate body must hold one certificate only."));
    }

    @Test
    void A089_aCertificateIsFoundOnlyAtItsOwner() {
        AccountScenario scenario = account().done(createUser("ana"), createUser("eve"));
        String id = uploaded(scenario.when(upload(1, "ana"))).certificateId();
        scenario.when(new UpdateSigningCertificate(id, "Inactive", "eve"))
                .thenRejected(none(id))
                .when(new DeleteSigningCertificate(id, "eve"))
                .thenRejected(none(id))
                .when(new UpdateSigningCertificate(id, "Expired", "ana"))
                .thenRejected("ValidationError")
                .when(new UpdateSigningCertificate(id, "Active", "ana"))
                .thenUnchanged()
                .when(upload(2, "nobody"))
                .thenRejected(new NoSuchEntity("The user with name nobody cannot be found."));
    }

    @Test
    void aUserIsNotDeletedBeforeItsCertificates() {
        AccountScenario scenario = account().done(createUser("ana"));
        String id = uploaded(scenario.when(upload(1, "ana"))).certificateId();
        scenario.when(new DeleteUser("ana"))
                .thenRejected(
                        new DeleteConflict("Cannot delete entity, must delete certificates first."))
                .done(new DeleteSigningCertificate(id, "ana"), new DeleteUser("ana"));
    }
}
