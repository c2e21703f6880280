package io.ostiary.writer;

import static io.ostiary.writer.Rules.ACCOUNT;
import static io.ostiary.writer.Rules.ADMINISTRATOR;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.policyArn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.GroupCommand.AddUserToGroup;
import io.ostiary.contract.command.GroupCommand.CreateGroup;
import io.ostiary.contract.command.LoginProfileCommand.CreateLoginProfile;
import io.ostiary.contract.command.PolicyCommand.CreatePolicy;
import io.ostiary.contract.command.UserCommand.AttachUserPolicy;
import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.command.UserCommand.DeleteUser;
import io.ostiary.contract.command.UserCommand.PutUserPolicy;
import io.ostiary.contract.command.UserCommand.UpdateUser;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.contract.result.UserResult.CreateUserResult;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.AttachedPermissionsBoundary;
import io.ostiary.contract.shape.Tag;
import io.ostiary.contract.shape.User;
import io.ostiary.state.entity.Table;
import io.ostiary.testkit.Documents;
import io.ostiary.testkit.FixedEffects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Objects;

/** Users (IAM API Reference). */
class UserRulesTest {
    private static final HashedPassword PASSWORD =
            new HashedPassword(
                    new SealedSecret("hash"),
                    12,
                    new HashedPassword.Facts(true, true, true, true),
                    null);

    @Test
    void aNewUserIsAnsweredWithAllThatItBeginsWith() {
        var tags = List.of(new Tag("team", "blue"));
        var accepted =
                account().when(new CreateUser("/eng/", ADMINISTRATOR, tags, "Ana")).accepted();
        var created = (CreateUserResult) Objects.requireNonNull(accepted.result());
        User user = Objects.requireNonNull(created.user());
        assertEquals(
                new User(
                        "arn:aws:iam::" + ACCOUNT + ":user/eng/Ana",
                        user.createDate(),
                        null,
                        "/eng/",
                        new AttachedPermissionsBoundary(ADMINISTRATOR, "Policy"),
                        tags,
                        user.userId(),
                        "Ana"),
                user);
        assertEquals(21, user.userId().length());
        assertEquals("AIDA", user.userId().substring(0, 4));
    }

    @Test
    void thePathDefaultsToASlash() {
        var state = account().done(createUser("ana")).state();
        assertEquals("/", Rules.user(state, "ana").path());
    }

    @ParameterizedTest
    @CsvSource({"Bob,bob", "bob,BOB", "a.b@c,A.B@C"})
    void A095_namesAreUniqueIgnoringCase(String first, String second) {
        account()
                .done(createUser(first))
                .when(createUser(second))
                .thenRejected(
                        new EntityAlreadyExists("User with name " + second + " already exists."));
    }

    @Test
    void A095_honestTwin_namesThatDifferInMoreThanCaseLiveTogether() {
        account().done(createUser("bob"), createUser("bob1"), createUser("bo.b"));
    }

    @Test
    void aUserIsFoundInAnyCaseAndKeepsItsSpelling() {
        var state =
                account().done(createUser("Bob")).done(new UpdateUser("/x/", null, "BOB")).state();
        assertEquals(
                "arn:aws:iam::" + ACCOUNT + ":user/x/Bob",
                Rules.user(state, "bob").arn(ACCOUNT).toString());
    }

    @Test
    void renamingToASpellingOfItselfFailsAndToItselfDoesNot() {
        account()
                .done(createUser("Bob"), createUser("ana"))
                .when(new UpdateUser(null, "bob", "Bob"))
                .thenRejected(new EntityAlreadyExists("User with name bob already exists."))
                .when(new UpdateUser(null, "ANA", "Bob"))
                .thenRejected(new EntityAlreadyExists("User with name ANA already exists."))
                // As Terraform does when only the path changes.
                .when(new UpdateUser("/new/", "Bob", "Bob"))
                .thenAccepted()
                .when(new UpdateUser(null, null, "Bob"))
                .thenUnchanged();
    }

    @Test
    void aRenamedUserGivesItsOldNameFree() {
        var scenario = account().done(createUser("bob"));
        String id = Rules.user(scenario.state(), "bob").id();
        scenario.when(new UpdateUser(null, "rob", "bob"))
                .thenAccepted(new UserRenamed(id, "rob", "/"))
                .done(createUser("bob"))
                .when(new UpdateUser(null, "x", "nobody"))
                .thenRejected(new NoSuchEntity("The user with name nobody cannot be found."));
    }

    @Test
    void aUserGoesOnlyWhenNothingHangsOnIt() {
        record Hanging(Command command, String conflict) {}
        var cases =
                List.of(
                        new Hanging(new AddUserToGroup("devs", "ana"), "remove users from group"),
                        new Hanging(
                                new CreateLoginProfile(PASSWORD, null, "ana"),
                                "delete login profile"),
                        new Hanging(new CreateAccessKey("ana"), "delete access keys"),
                        new Hanging(
                                new AttachUserPolicy(ADMINISTRATOR, "ana"), "detach all policies"),
                        new Hanging(
                                new PutUserPolicy(Documents.ALLOW_ALL, "inline", "ana"),
                                "delete policies"));
        for (Hanging hanging : cases) {
            account()
                    .done(createUser("ana"), new CreateGroup("devs", null))
                    .done(hanging.command())
                    .when(new DeleteUser("ana"))
                    .thenRejected(
                            new DeleteConflict(
                                    "Cannot delete entity, must "
                                            + hanging.conflict()
                                            + " first."));
        }
    }

    @Test
    void aBoundaryGoesWithItsUser() {
        var scenario =
                account()
                        .done(
                                new CreatePolicy(
                                        null, null, Documents.ALLOW_ALL, "limit", List.of()),
                                new CreateUser(null, policyArn("limit"), List.of(), "ana"),
                                new DeleteUser("ana"));
        assertEquals(0, scenario.state().count(Table.POLICY_COUNTS));
    }

    @Test
    void theQuotaOfUsers() {
        var events = new Event[5_000];
        for (int i = 0; i < events.length; i++) {
            events[i] = new UserCreated("AIDA" + i, "user" + i, "/", FixedEffects.START);
        }
        account()
                .given(events)
                .whenInFullAccount(createUser("one-more"))
                .thenRejected(new LimitExceeded("Cannot exceed quota for UsersPerAccount: 5000"));
    }
}
