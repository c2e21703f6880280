package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.PublicKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EncodingType;
import software.amazon.awssdk.services.iam.model.SSHPublicKeyMetadata;

import java.util.ArrayList;
import java.util.List;

/** SSH public keys of users. */
@ExtendWith(RunningHouse.Shared.class)
final class SshPublicKeysTest {
    private static final String NO_SUCH_ID = "APKAXXXXXXXXXXXXXXXXXXXXXXXX";

    private static final Refusal NOBODY =
            new Refusal(404, "NoSuchEntity", "The user with name nobody cannot be found.");
    private static final Refusal NEEDS_NAME =
            new Refusal(
                    400,
                    "ValidationError",
                    "Must specify userName when calling with non-User credentials");

    private final Tenant tenant;
    private final IamClient iam;

    SshPublicKeysTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private String uploadKey(int number) {
        return iam.uploadSSHPublicKey(
                        r -> r.userName("alice").sshPublicKeyBody(PublicKeys.rsa(number).toLine()))
                .sshPublicKey()
                .sshPublicKeyId();
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
}
