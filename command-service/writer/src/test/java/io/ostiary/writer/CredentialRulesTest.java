package io.ostiary.writer;

import static io.ostiary.writer.Rules.ACCOUNT;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createRole;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.roleSession;
import static io.ostiary.writer.Rules.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.AccessKeyCommand.DeleteAccessKey;
import io.ostiary.contract.command.AccessKeyCommand.UpdateAccessKey;
import io.ostiary.contract.command.LoginProfileCommand.CreateLoginProfile;
import io.ostiary.contract.command.LoginProfileCommand.DeleteLoginProfile;
import io.ostiary.contract.command.LoginProfileCommand.UpdateLoginProfile;
import io.ostiary.contract.command.UserCommand.UpdateUser;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.PasswordPolicyViolation;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.result.AccessKeyResult.CreateAccessKeyResult;
import io.ostiary.contract.result.LoginProfileResult.CreateLoginProfileResult;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.AccessKey;
import io.ostiary.contract.shape.LoginProfile;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.AccountScenario.Decided;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Objects;

/** Access keys and login profiles. */
class CredentialRulesTest {
    private static final CommonError MUST_NAME =
            CommonError.validation("Must specify userName when calling with non-User credentials");

    private static AccessKey created(Decided decided) {
        return ((CreateAccessKeyResult) Objects.requireNonNull(decided.accepted().result()))
                .accessKey();
    }

    private static NoSuchEntity noKey(String id) {
        return new NoSuchEntity("The Access Key with id " + id + " cannot be found.");
    }

    private static HashedPassword password(int length, String classes) {
        return new HashedPassword(
                new SealedSecret("hash" + length),
                length,
                new HashedPassword.Facts(
                        classes.contains("A"),
                        classes.contains("a"),
                        classes.contains("1"),
                        classes.contains("!")),
                null);
    }

    @Test
    void aNewKeyNamesItsAccountAndItsSecretIsSealedTwice() {
        AccountScenario scenario = account().done(createUser("Ana"));
        AccessKey key = created(scenario.when(new CreateAccessKey("ana")));
        assertEquals(ACCOUNT, new AccessKeyId(key.accessKeyId()).account());
        assertEquals("Ana", key.userName());
        assertEquals("Active", key.status());
        assertEquals("reply-" + key.accessKeyId(), key.secretAccessKey().sealed());
        assertEquals(
                "rest-" + key.accessKeyId(),
                user(scenario.state(), "ana")
                        .credentials()
                        .accessKeys()
                        .getFirst()
                        .secret()
                        .sealed());
    }

    @Test
    void twoKeysAndNoMoreActiveOrNot() {
        AccountScenario scenario = account().done(createUser("ana"), new CreateAccessKey("ana"));
        String first = user(scenario.state(), "ana").credentials().accessKeys().getFirst().id();
        scenario.done(new UpdateAccessKey(first, "Inactive", "ana"), new CreateAccessKey("ana"))
                .when(new CreateAccessKey("ana"))
                .thenRejected(new LimitExceeded("Cannot exceed quota for AccessKeysPerUser: 2"))
                .done(new DeleteAccessKey(first, "ana"), new CreateAccessKey("ana"));
    }

    @Test
    void aNameLeftOutMeansTheCaller() {
        AccountScenario scenario =
                account()
                        .done(createUser("ana"), new CreateAccessKey("ana"), createRole("deploy"))
                        .as(user("ana"))
                        .done(new CreateAccessKey(null));
        assertEquals(2, user(scenario.state(), "ana").credentials().accessKeys().size());
        AccessKey root = created(scenario.asRoot().when(new CreateAccessKey(null)));
        assertEquals("root", root.userName());
        scenario.done(new DeleteAccessKey(root.accessKeyId(), null))
                .as(roleSession("deploy"))
                .when(new CreateAccessKey(null))
                .thenRejected(MUST_NAME)
                .when(new DeleteLoginProfile(null))
                .thenRejected(MUST_NAME)
                .asRoot()
                .when(new CreateLoginProfile(password(9, "Aa1"), null, null))
                .thenRejected(MUST_NAME);
    }

    @Test
    void A089_aKeyIsFoundOnlyAtItsOwner() {
        AccountScenario scenario =
                account()
                        .done(
                                createUser("ana"),
                                new CreateAccessKey("ana"),
                                createUser("eve"),
                                new CreateAccessKey("eve"));
        String anas = user(scenario.state(), "ana").credentials().accessKeys().getFirst().id();
        scenario.as(user("eve"))
                .when(new DeleteAccessKey(anas, null))
                .thenRejected(noKey(anas))
                .when(new UpdateAccessKey(anas, "Inactive", "eve"))
                .thenRejected(noKey(anas))
                .when(new DeleteAccessKey(AccountScenario.ROOT_KEY, null))
                .thenRejected(noKey(AccountScenario.ROOT_KEY))
                .when(new CreateAccessKey("nobody"))
                .thenRejected(new NoSuchEntity("The user with name nobody cannot be found."))
                // Honest twin: the owner's own way.
                .as(user("ana"))
                .done(new UpdateAccessKey(anas, "Active", null));
    }

    @Test
    void aKeyIsFoundByItsIdAfterItsUserWasRenamedAndNotAfterItWasDeleted() {
        AccountScenario scenario =
                account()
                        .done(createUser("ana"), new CreateAccessKey("ana"))
                        .done(new UpdateUser("/x/", "anna", "ana"));
        String key = user(scenario.state(), "anna").credentials().accessKeys().getFirst().id();
        assertEquals(user(scenario.state(), "anna"), scenario.state().byId(key));
        scenario.done(new DeleteAccessKey(key, "anna"));
        assertEquals(null, scenario.state().byId(key));
    }

    @Test
    void nobodySetsAKeyToExpired() {
        AccountScenario scenario = account().done(createUser("ana"), new CreateAccessKey("ana"));
        String key = user(scenario.state(), "ana").credentials().accessKeys().getFirst().id();
        scenario.when(new UpdateAccessKey(key, "Expired", "ana")).thenRejected("ValidationError");
    }

    @ParameterizedTest
    @CsvSource({"8, Aa1", "128, Aa1!", "9, a1!", "10, A1!"})
    void aPasswordOfThreeClassesIsTaken(int length, String classes) {
        account()
                .done(
                        createUser("ana"),
                        new CreateLoginProfile(password(length, classes), null, "ana"),
                        new UpdateLoginProfile(password(length, classes), null, "ana"));
    }

    @ParameterizedTest
    @CsvSource({
        "7, Aa1!, Password should have a minimum length of 8",
        "129, Aa1!, Password does not conform to the account password policy.",
        "20, a1, 'Password should meet 1 more of the following requirements: Password should have"
                + " at least one uppercase letter, Password should have at least one symbol'",
        "20, A, 'Password should meet 2 more of the following requirements: Password should have at"
                + " least one lowercase letter, Password should have at least one number, Password"
                + " should have at least one symbol'"
    })
    void A093_aWeakPasswordIsRefusedAtFirstAndLater(int length, String classes, String message) {
        HashedPassword weak = password(length, classes);
        account()
                .done(createUser("ana"))
                .when(new CreateLoginProfile(weak, null, "ana"))
                .thenRejected(new PasswordPolicyViolation(message))
                .done(new CreateLoginProfile(password(12, "Aa1!"), null, "ana"))
                .when(new UpdateLoginProfile(weak, true, "ana"))
                .thenRejected(new PasswordPolicyViolation(message));
    }

    @Test
    void aLoginProfileIsOneAndItsHashIsBoundToTheUser() {
        AccountScenario scenario = account().done(createUser("ana"));
        var result =
                (CreateLoginProfileResult)
                        Objects.requireNonNull(
                                scenario.when(
                                                new CreateLoginProfile(
                                                        password(9, "Aa1"), true, "ANA"))
                                        .accepted()
                                        .result());
        LoginProfile profile = result.loginProfile();
        assertEquals("ana", profile.userName());
        assertEquals(true, profile.passwordResetRequired());
        var stored =
                Objects.requireNonNull(user(scenario.state(), "ana").credentials().loginProfile());
        assertEquals(
                "kept-" + user(scenario.state(), "ana").id() + "-hash9",
                stored.passwordHash().sealed());
        scenario.when(new CreateLoginProfile(password(9, "Aa1"), null, "ana"))
                .thenRejected(new EntityAlreadyExists("Login Profile for user ana already exists."))
                .when(new UpdateLoginProfile(null, true, "ana"))
                .thenUnchanged()
                .done(new UpdateLoginProfile(null, false, "ana"))
                .done(new DeleteLoginProfile("ana"))
                .when(new DeleteLoginProfile("ana"))
                .thenRejected(new NoSuchEntity("Login Profile for User ana cannot be found."))
                .when(new CreateLoginProfile(null, null, "ana"))
                .thenRejected("ValidationError");
    }

    @Test
    void noResultShowsASecret() {
        String shown =
                account()
                        .done(createUser("ana"))
                        .when(new CreateAccessKey("ana"))
                        .accepted()
                        .toString();
        assertFalse(shown.contains("rest-"), shown);
        assertFalse(shown.contains("reply-"), shown);
    }
}
