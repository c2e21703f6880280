package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.CredentialEvent.AccessKeyStatusSet;
import io.ostiary.contract.event.CredentialEvent.CredentialUsed;
import io.ostiary.contract.event.CredentialEvent.LoginProfileCreated;
import io.ostiary.contract.event.CredentialEvent.LoginProfileDeleted;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.contract.query.AccessKeyQuery.GetAccessKeyLastUsed;
import io.ostiary.contract.query.AccessKeyQuery.ListAccessKeys;
import io.ostiary.contract.query.LoginProfileQuery.GetLoginProfile;
import io.ostiary.contract.query.RoleQuery.GetRole;
import io.ostiary.contract.query.UserQuery.GetUser;
import io.ostiary.contract.query.UserQuery.GetUserPolicy;
import io.ostiary.contract.query.UserQuery.ListAttachedUserPolicies;
import io.ostiary.contract.query.UserQuery.ListGroupsForUser;
import io.ostiary.contract.query.UserQuery.ListUserPolicies;
import io.ostiary.contract.query.UserQuery.ListUserTags;
import io.ostiary.contract.query.UserQuery.ListUsers;
import io.ostiary.contract.result.AccessKeyResult.GetAccessKeyLastUsedResult;
import io.ostiary.contract.result.AccessKeyResult.ListAccessKeysResult;
import io.ostiary.contract.result.LoginProfileResult.GetLoginProfileResult;
import io.ostiary.contract.result.RoleResult.GetRoleResult;
import io.ostiary.contract.result.UserResult.GetUserPolicyResult;
import io.ostiary.contract.result.UserResult.GetUserResult;
import io.ostiary.contract.result.UserResult.ListAttachedUserPoliciesResult;
import io.ostiary.contract.result.UserResult.ListUsersResult;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.AccessKeyLastUsed;
import io.ostiary.contract.shape.AccessKeyMetadata;
import io.ostiary.contract.shape.Role;
import io.ostiary.contract.shape.RoleLastUsed;
import io.ostiary.contract.shape.User;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

final class UserQueriesTest {

    private static final Instant USED = Instant.parse("2026-01-03T00:00:00Z");
    private static final String BOUNDARY = "arn:aws:iam::111111111111:policy/Edge";

    private final History history =
            History.opened("111111111111")
                    .user("Alice", "/staff/")
                    .user("bob")
                    .group("Devs", "/")
                    .role("Deploy", "/")
                    .member("Alice", "Devs");
    private final House house;

    UserQueriesTest(@TempDir Path directory) {
        house = new House(directory.resolve("store"));
    }

    @BeforeEach
    void fold() {
        history.tag(History.userRef("Alice"), "team", "red");
        history.inline(History.userRef("Alice"), "Own");
        history.attach(History.userRef("Alice"), InMemoryAwsManagedPolicies.READ_ONLY);
        history.add(new PermissionsBoundarySet(History.userRef("Alice"), BOUNDARY));
        var secret = new SealedSecret("sealed");
        history.add(new AccessKeyCreated(History.userRef("Alice"), "AKIA2", secret, history.now()));
        history.add(new AccessKeyCreated(History.userRef("Alice"), "AKIA1", secret, history.now()));
        history.add(new AccessKeyStatusSet(History.userRef("Alice"), "AKIA2", false));
        history.add(new AccessKeyCreated(history.rootRef(), "AKIAR", secret, history.now()));
        history.add(new LoginProfileCreated(History.userRef("Alice"), secret, true, history.now()));
        house.fold(history);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aUserIsFoundIgnoringCaseAndShownAsStored() {
        User user = user(new GetUser("aLICE"));
        assertEquals("Alice", user.userName());
        assertEquals("arn:aws:iam::111111111111:user/staff/Alice", user.arn());
        assertEquals("AIDAAlice", user.userId());
        assertEquals("red", user.tags().getFirst().value());
        assertEquals(
                BOUNDARY,
                user.permissionsBoundary() == null
                        ? null
                        : user.permissionsBoundary().permissionsBoundaryArn());
    }

    @Test
    void aListShowsNeitherTagsNorBoundary() {
        var users =
                house.found(ListUsersResult.class, history, new ListUsers(null, null, "/staff/"))
                        .users();
        assertEquals(1, users.size());
        assertEquals(List.of(), users.getFirst().tags());
        assertNull(users.getFirst().permissionsBoundary());
    }

    @Test
    void aPathPrefixPastEveryPathFindsNothing_A114() {
        for (String prefix : List.of("/zzz", "/staff/Alice", "/" + "~".repeat(511))) {
            var page =
                    house.found(ListUsersResult.class, history, new ListUsers(null, null, prefix));
            assertEquals(List.of(), page.users());
            assertEquals(false, page.isTruncated());
        }
    }

    @Test
    void withoutANameTheCallerIsMeantByUniqueIdAndNotByName() {
        var alice = House.user(history, "Alice");
        history.add(new UserRenamed("AIDAAlice", "Alicia", "/"));
        history.add(
                new io.ostiary.contract.event.UserEvent.UserCreated(
                        "AIDAother", "Alice", "/", history.now()));
        house.fold(history);
        var found = house.found(GetUserResult.class, alice, new GetUser(null));
        assertEquals("Alicia", found.user().userName());
    }

    @Test
    void withoutANameRootIsRoot() {
        User root = user(new GetUser(null));
        assertEquals("111111111111", root.userId());
        assertEquals("arn:aws:iam::111111111111:root", root.arn());
        assertNull(root.userName());
        assertNull(root.path());
        assertEquals(
                List.of("AKIAR"),
                keys(House.root(history)).stream().map(AccessKeyMetadata::accessKeyId).toList());
        assertNull(keys(House.root(history)).getFirst().userName());
    }

    @Test
    void withoutANameASessionIsToldToSayOne() {
        var session = House.session(history, "Deploy");
        for (var query :
                List.of(
                        new GetUser(null),
                        new ListAccessKeys(null, null, null),
                        new GetLoginProfile(null))) {
            AwsError error = house.refused(session, query);
            assertEquals("ValidationError", error.code());
            assertEquals(
                    "Must specify userName when calling with non-User credentials",
                    error.message());
        }
    }

    @Test
    void whatIsMissingIsNamedAsAwsNamesIt() {
        var missingUser = "The user with name carol cannot be found.";
        assertMissing(missingUser, new GetUser("carol"));
        assertMissing(missingUser, new ListUserTags(null, null, "carol"));
        assertMissing(missingUser, new GetUserPolicy("Own", "carol"));
        assertMissing(missingUser, new ListUserPolicies(null, null, "carol"));
        assertMissing(missingUser, new ListAttachedUserPolicies(null, null, null, "carol"));
        assertMissing(missingUser, new ListGroupsForUser(null, null, "carol"));
        assertMissing(missingUser, new ListAccessKeys(null, null, "carol"));
        assertMissing(missingUser, new GetLoginProfile("carol"));
        assertMissing(
                "The user policy with name Other cannot be found.",
                new GetUserPolicy("Other", "Alice"));
        assertMissing("Login Profile for User bob cannot be found.", new GetLoginProfile("bob"));
    }

    @Test
    void keysAreListedByAgeWithTheirStatusAndNoSecret() {
        assertEquals(
                List.of("AKIA2 Inactive Alice", "AKIA1 Active Alice"),
                keys(House.user(history, "Alice")).stream()
                        .map(key -> key.accessKeyId() + " " + key.status() + " " + key.userName())
                        .toList());
    }

    @Test
    void aKeyThatWasNeverUsedSaysSo() {
        var found =
                house.found(
                        GetAccessKeyLastUsedResult.class,
                        history,
                        new GetAccessKeyLastUsed("AKIA1"));
        assertEquals(new AccessKeyLastUsed(null, "N/A", "N/A"), found.accessKeyLastUsed());
        assertEquals("Alice", found.userName());
    }

    @Test
    void aKeyTellsWhenItWasUsedAndStopsWhenItIsGone() {
        history.add(new CredentialUsed("AKIA1", "sts", "eu-west-1", USED));
        history.add(new CredentialUsed("AKIAR", "iam", "us-east-1", USED));
        house.fold(history);
        var found =
                house.found(
                        GetAccessKeyLastUsedResult.class,
                        history,
                        new GetAccessKeyLastUsed("AKIA1"));
        assertEquals(new AccessKeyLastUsed(USED, "eu-west-1", "sts"), found.accessKeyLastUsed());
        var root =
                house.found(
                        GetAccessKeyLastUsedResult.class,
                        history,
                        new GetAccessKeyLastUsed("AKIAR"));
        assertEquals(new AccessKeyLastUsed(USED, "us-east-1", "iam"), root.accessKeyLastUsed());
        assertNull(root.userName());
    }

    @Test
    void aPasswordTellsWhenItWasUsedInGetUserAndInListUsers() {
        assertNull(user(new GetUser("Alice")).passwordLastUsed());
        history.add(new CredentialUsed(History.userId("Alice"), null, null, USED));
        house.fold(history);
        assertEquals(USED, user(new GetUser("Alice")).passwordLastUsed());
        assertEquals(
                USED,
                house.found(ListUsersResult.class, history, new ListUsers(null, null, null))
                        .users()
                        .getFirst()
                        .passwordLastUsed());
        history.add(new LoginProfileDeleted(History.userRef("Alice")));
        house.fold(history);
        assertNull(user(new GetUser("Alice")).passwordLastUsed());
    }

    @Test
    void aRoleTellsWhenItWasUsed() {
        assertEquals(new RoleLastUsed(null, null), deploy().roleLastUsed());
        history.add(new CredentialUsed("AROADeploy", "iam", "eu-west-1", USED));
        house.fold(history);
        assertEquals(new RoleLastUsed(USED, "eu-west-1"), deploy().roleLastUsed());
    }

    private Role deploy() {
        return house.found(GetRoleResult.class, history, new GetRole("Deploy")).role();
    }

    @Test
    void aForeignKeyAnswersAsAMissingOne_A112() {
        History other = History.opened("111111111112").user("Alice");
        other.add(
                new AccessKeyCreated(
                        History.userRef("Alice"), "AKIA9", new SealedSecret("s"), other.now()));
        house.fold(other);
        AwsError foreign = house.refused(House.root(history), new GetAccessKeyLastUsed("AKIA9"));
        AwsError missing = house.refused(House.root(history), new GetAccessKeyLastUsed("AKIA8"));
        assertEquals("AccessDenied", foreign.code());
        assertEquals(
                "User: "
                        + House.root(history).arn()
                        + " is not authorized to perform iam:GetAccessKeyLastUsed on resource:"
                        + " access key AKIA9",
                foreign.message());
        assertEquals(
                foreign.message().replace("AKIA9", "KEY"),
                missing.message().replace("AKIA8", "KEY"));
        assertMissing("The user with name AIDAAlice cannot be found.", new GetUser("AIDAAlice"));
    }

    @Test
    void documentsComeBackAsSubmitted() {
        var found =
                house.found(GetUserPolicyResult.class, history, new GetUserPolicy("oWN", "alice"));
        assertEquals("{\"Inline\":\"Own\"}", found.policyDocument());
        assertEquals("Own", found.policyName());
        assertEquals("Alice", found.userName());
        var attached =
                house.found(
                        ListAttachedUserPoliciesResult.class,
                        history,
                        new ListAttachedUserPolicies(null, null, "/", "Alice"));
        assertEquals("AmazonS3ReadOnlyAccess", attached.attachedPolicies().getFirst().policyName());
        var profile =
                house.found(GetLoginProfileResult.class, history, new GetLoginProfile("Alice"));
        assertEquals(true, profile.loginProfile().passwordResetRequired());
    }

    private User user(GetUser query) {
        return house.found(GetUserResult.class, history, query).user();
    }

    private List<AccessKeyMetadata> keys(io.ostiary.contract.command.Actor actor) {
        return house.found(ListAccessKeysResult.class, actor, new ListAccessKeys(null, null, null))
                .accessKeyMetadata();
    }

    private void assertMissing(String message, io.ostiary.contract.query.Query query) {
        AwsError error = house.refused(House.root(history), query);
        assertEquals("NoSuchEntity", error.code());
        assertEquals(message, error.message());
    }
}
