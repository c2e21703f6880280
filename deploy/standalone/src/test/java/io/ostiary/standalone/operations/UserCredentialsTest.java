package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.PublicKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.SigningCertificate;

/** What users hold beside keys and passwords, all kinds together. */
@ExtendWith(RunningHouse.Shared.class)
final class UserCredentialsTest {
    private static final String BEDROCK = "bedrock.amazonaws.com";

    private final Tenant tenant;
    private final IamClient iam;

    UserCredentialsTest(RunningHouse house) {
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

    private SigningCertificate uploadCertificate(int number) {
        return iam.uploadSigningCertificate(
                        r -> r.userName("alice").certificateBody(PublicKeys.certificate(number)))
                .certificate();
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
