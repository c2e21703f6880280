package io.ostiary.writer;

import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.AccessKeyCommand.DeleteAccessKey;
import io.ostiary.contract.command.SshPublicKeyCommand.DeleteSSHPublicKey;
import io.ostiary.contract.command.SshPublicKeyCommand.UpdateSSHPublicKey;
import io.ostiary.contract.command.SshPublicKeyCommand.UploadSSHPublicKey;
import io.ostiary.contract.command.UserCommand.DeleteUser;
import io.ostiary.contract.command.UserCommand.UpdateUser;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.error.IamError.DuplicateSSHPublicKey;
import io.ostiary.contract.error.IamError.InvalidPublicKey;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.UnrecognizedPublicKeyEncoding;
import io.ostiary.contract.result.SshPublicKeyResult.UploadSSHPublicKeyResult;
import io.ostiary.contract.shape.SSHPublicKey;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.AccountScenario.Decided;
import io.ostiary.testkit.PublicKeys;

import org.junit.jupiter.api.Test;

import java.util.Objects;

class SshPublicKeyRulesTest {

    private static UploadSSHPublicKey upload(int number, String userName) {
        return new UploadSSHPublicKey(PublicKeys.rsa(number).toLine(), userName);
    }

    private static SSHPublicKey uploaded(Decided decided) {
        return ((UploadSSHPublicKeyResult) Objects.requireNonNull(decided.accepted().result()))
                .sshPublicKey();
    }

    private static NoSuchEntity noKey(String id) {
        return new NoSuchEntity("The Public Key with id " + id + " cannot be found.");
    }

    @Test
    void aKeyIsAnsweredAsUploadedWithItsFingerprint() {
        AccountScenario scenario = account().done(createUser("Ana"));
        String body = PublicKeys.rsa(1).toLine() + " ana@example.org\n";
        SSHPublicKey key = uploaded(scenario.when(new UploadSSHPublicKey(body, "ana")));
        assertEquals("Ana", key.userName());
        assertEquals("Active", key.status());
        assertEquals(body, key.sshPublicKeyBody());
        assertTrue(key.sshPublicKeyId().startsWith("APKA"), key.sshPublicKeyId());
        assertTrue(key.fingerprint().matches("([0-9a-f]{2}:){15}[0-9a-f]{2}"), key.fingerprint());
    }

    @Test
    void aKeyIsOnceAtAUserInWhateverEncodingAndMayBeAnotherUsersToo() {
        account()
                .done(createUser("ana"), createUser("eve"), upload(1, "ana"), upload(1, "eve"))
                .when(new UploadSSHPublicKey(PublicKeys.rsa(1).toPem(), "ana"))
                .thenRejected(
                        new DuplicateSSHPublicKey(
                                "The SSH public key is already associated with the specified IAM"
                                        + " user."));
    }

    @Test
    void fiveKeysAndNoMoreActiveOrNot() {
        AccountScenario scenario = account().done(createUser("ana"));
        String first = uploaded(scenario.when(upload(1, "ana"))).sshPublicKeyId();
        scenario.done(new UpdateSSHPublicKey(first, "Inactive", "ana"))
                .done(upload(2, "ana"), upload(3, "ana"), upload(4, "ana"), upload(5, "ana"))
                .when(upload(6, "ana"))
                .thenRejected(new LimitExceeded("Cannot exceed quota for SSHPublicKeysPerUser: 5"))
                .done(new DeleteSSHPublicKey(first, "ana"), upload(6, "ana"));
    }

    @Test
    void whatIsNoRsaKeyOfTheRightSizeIsRefused() {
        var invalid =
                new InvalidPublicKey("The public key must be an RSA key of 2048 to 16384 bits.");
        var unrecognized = new UnrecognizedPublicKeyEncoding("Invalid public key uploaded.");
        account()
                .done(createUser("ana"))
                .when(new UploadSSHPublicKey(PublicKeys.rsa(1, 2_047).toLine(), "ana"))
                .thenRejected(invalid)
                .when(new UploadSSHPublicKey("ssh-rsa AAAA", "ana"))
                .thenRejected(invalid)
                .when(new UploadSSHPublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "ana"))
                .thenRejected(unrecognized)
                .when(new UploadSSHPublicKey("file:///home/ana/.ssh/id_rsa.pub", "ana"))
                .thenRejected(unrecognized)
                // Honest twin: as long as it may be.
                .done(new UploadSSHPublicKey(PublicKeys.rsa(1, 16_384).toLine(), "ana"));
    }

    @Test
    void A089_aKeyIsFoundOnlyAtItsOwnerAlsoAfterItWasRenamed() {
        AccountScenario scenario = account().done(createUser("ana"), createUser("eve"));
        String id = uploaded(scenario.when(upload(1, "ana"))).sshPublicKeyId();
        scenario.done(new UpdateUser(null, "anna", "ana"))
                .when(new DeleteSSHPublicKey(id, "eve"))
                .thenRejected(noKey(id))
                .when(new UpdateSSHPublicKey(id, "Inactive", "eve"))
                .thenRejected(noKey(id))
                .when(new UpdateSSHPublicKey(id, "Inactive", "ana"))
                .thenRejected(new NoSuchEntity("The user with name ana cannot be found."))
                .when(new UpdateSSHPublicKey(id, "Expired", "anna"))
                .thenRejected("ValidationError")
                .when(new UpdateSSHPublicKey(id, "Active", "anna"))
                .thenUnchanged()
                .done(new UpdateSSHPublicKey(id, "Inactive", "anna"));
    }

    @Test
    void aUserIsNotDeletedBeforeItsKeys() {
        AccountScenario scenario = account().done(createUser("ana"), new CreateAccessKey("ana"));
        String accessKey = user(scenario.state(), "ana").credentials().accessKeys().getFirst().id();
        String id = uploaded(scenario.when(upload(1, "ana"))).sshPublicKeyId();
        scenario.done(new DeleteAccessKey(accessKey, "ana"))
                .when(new DeleteUser("ana"))
                .thenRejected(
                        new DeleteConflict(
                                "Cannot delete entity, must remove referenced objects first."))
                .done(new DeleteSSHPublicKey(id, "ana"), new DeleteUser("ana"));
    }
}
