package io.ostiary.engine.authorize;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.statement;
import static io.ostiary.engine.TestHouse.trust;
import static io.ostiary.engine.authorize.Denials.assertAccessDenied;
import static io.ostiary.engine.authorize.Denials.assertDenied;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.event.AccountEvent.PasswordPolicyRemoved;
import io.ostiary.contract.event.AccountEvent.PasswordPolicySet;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.InstanceProfileEvent.InstanceProfileCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.engine.TestHouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Which resource is judged. */
final class AuthorizerTest {

    private static final String ME = "arn:aws:iam::111111111111:";

    private final TestHouse house = new TestHouse();

    @Test
    void theResourceHasTheStoredSpellingAndPath() {
        house.event(ONE, new UserCreated("AIDABOB", "Bob", "/team/", house.now()));
        Caller caller = caller(allow("iam:GetUser", ME + "user/team/Bob"));

        assertNull(house.denial(caller, "iam", "GetUser", Map.of("UserName", "BOB")));
        house.event(ONE, new UserRenamed("AIDABOB", "Robert", "/team/"));
        assertDenied(
                house.denial(caller, "iam", "GetUser", Map.of("UserName", "Bob")),
                "user Bob because no identity-based policy allows the iam:GetUser action");
    }

    @Test
    void theTargetNotTheCallerIsTheResource_A089() {
        EntityId mallory = house.user(ONE, "mallory");
        house.put(ONE, mallory, "own", allow("iam:CreateAccessKey", ME + "user/mallory"));
        house.user(ONE, "admin");
        Caller caller = house.userCaller(ONE, mallory);

        assertNull(house.denial(caller, "iam", "CreateAccessKey", Map.of()));
        assertNull(house.denial(caller, "iam", "CreateAccessKey", Map.of("UserName", "mallory")));
        assertDenied(
                house.denial(caller, "iam", "CreateAccessKey", Map.of("UserName", "admin")),
                "on resource: user admin because");
    }

    @Test
    void aRoleSessionThatLeavesTheUserOutIsToldSo() {
        EntityId alice = house.user(ONE, "alice");
        EntityId role = house.role(ONE, "Admin", trust("{\"AWS\":\"*\"}"), Map.of());
        house.put(ONE, role, "all", ALLOW_ALL);
        Caller session =
                house.caller(
                        house.session(
                                house.userCaller(ONE, alice), TestHouse.assume(ME + "role/Admin")));

        assertEquals(
                "ValidationError: Must specify userName when calling with non-User credentials",
                house.denial(session, "iam", "CreateAccessKey", Map.of()));
        assertNull(house.denial(session, "iam", "CreateAccessKey", Map.of("UserName", "alice")));
    }

    @Test
    void onlyAUserHasAPasswordToChange() {
        EntityId role = house.role(ONE, "Admin", trust("{\"AWS\":\"*\"}"), Map.of());
        house.put(ONE, role, "all", ALLOW_ALL);
        Caller alice = house.userCaller(ONE, house.user(ONE, "alice"));
        Caller session = house.caller(house.session(alice, TestHouse.assume(ME + "role/Admin")));
        Caller root = house.caller(house.key(ONE, house.root(ONE)));
        for (Caller caller : List.of(session, root)) {
            assertEquals(
                    "InvalidUserType: Only IAM Users can change their own password",
                    house.denial(caller, "iam", "ChangePassword", Map.of()));
        }
        assertDenied(
                house.denial(alice, "iam", "ChangePassword", Map.of()),
                "on resource: user alice because no identity-based policy allows");
    }

    /** IAM API Reference, PasswordPolicy, AllowUsersToChangePassword. */
    @Test
    void whereUsersMayChangeTheirPasswordsTheyNeedNoPolicy() {
        EntityId alice = house.user(ONE, "alice");
        Caller caller = house.userCaller(ONE, alice);
        house.event(ONE, usersMayChange(true));
        assertNull(house.denial(caller, "iam", "ChangePassword", Map.of()));
        assertNull(house.denial(caller, "iam", "GetAccountPasswordPolicy", Map.of()));
        assertAccessDenied(house.denial(caller, "iam", "UpdateAccountPasswordPolicy", Map.of()));
        assertAccessDenied(
                house.denial(caller, "iam", "UpdateLoginProfile", Map.of("UserName", "alice")));

        house.put(ONE, alice, "deny", statement("Deny", "iam:ChangePassword", "*"));
        assertDenied(
                house.denial(caller, "iam", "ChangePassword", Map.of()),
                "with an explicit deny in an identity-based policy");
        house.put(ONE, alice, "deny", allow("s3:*", "*"));
        house.event(ONE, new PolicyCreated("ANPAB", "B", "/", null, ALLOW_ALL, house.now()));
        house.event(
                ONE, new PolicyCreated("ANPAS", "S", "/", null, allow("s3:*", "*"), house.now()));
        house.event(ONE, new PermissionsBoundarySet(alice, ME + "policy/B"));
        assertNull(house.denial(caller, "iam", "ChangePassword", Map.of()));
        house.event(ONE, new PermissionsBoundarySet(alice, ME + "policy/S"));
        assertDenied(
                house.denial(caller, "iam", "ChangePassword", Map.of()),
                "because no permissions boundary allows");

        Caller bob = house.userCaller(ONE, house.user(ONE, "bob"));
        house.event(ONE, usersMayChange(false));
        assertAccessDenied(house.denial(bob, "iam", "ChangePassword", Map.of()));
        house.event(ONE, usersMayChange(true));
        house.event(ONE, new PasswordPolicyRemoved());
        assertAccessDenied(house.denial(bob, "iam", "ChangePassword", Map.of()));
    }

    private static PasswordPolicySet usersMayChange(boolean may) {
        return new PasswordPolicySet(6, false, false, false, false, may, 0, 0, false);
    }

    @Test
    void rootThatLeavesTheUserOutMeansItself() {
        Caller root = house.caller(house.key(ONE, house.root(ONE)));
        assertNull(house.denial(root, "iam", "ListAccessKeys", Map.of()));
    }

    @Test
    void aForeignPolicyIsDeniedToEverybodyWhetherItExistsOrNot_A112() {
        house.event(TWO, new PolicyCreated("ANPATWO", "Real", "/", null, ALLOW_ALL, house.now()));
        Caller admin = caller(ALLOW_ALL);
        Caller root = house.caller(house.key(ONE, house.root(ONE)));
        for (Caller caller : List.of(admin, root)) {
            String existing = policy(caller, "arn:aws:iam::222222222222:policy/Real");
            String missing = policy(caller, "arn:aws:iam::222222222222:policy/None");
            assertNotNull(existing);
            assertEquals(existing.replace("Real", "None"), missing);
        }
    }

    private @Nullable String policy(Caller caller, String arn) {
        return house.denial(caller, "iam", "GetPolicy", Map.of("PolicyArn", arn));
    }

    @Test
    void aDenialNamesTheResourceAsIAMDoes() {
        house.event(ONE, new InstanceProfileCreated("AIPAX", "Profile", "/app/", house.now()));
        Caller caller = caller(allow("s3:*", "*"));
        String own = ME + "policy/Own";
        Map<String, Map<String, String>> named =
                Map.of(
                        "GetUser user x",
                        Map.of("UserName", "x"),
                        "PutGroupPolicy group x",
                        Map.of("GroupName", "x"),
                        "DetachRolePolicy role x",
                        Map.of("RoleName", "x"),
                        "GetInstanceProfile instance profile Profile",
                        Map.of("InstanceProfileName", "PROFILE"),
                        "DeletePolicyVersion policy " + own,
                        Map.of("PolicyArn", own),
                        "CreatePolicy policy x",
                        Map.of("PolicyName", "x", "Path", "/app/"),
                        "CreateRole " + ME + "role/app/x",
                        Map.of("RoleName", "x", "Path", "/app/"));
        named.forEach(
                (told, parameters) -> {
                    String[] words = told.split(" ", 2);
                    assertDenied(
                            house.denial(caller, "iam", words[0], parameters),
                            " on resource: " + words[1] + " because no identity-based policy");
                });
    }

    @Test
    void awsPoliciesAreReadInTheCallersAccount() {
        Caller caller = caller(allow("iam:GetPolicy", "arn:aws:iam::aws:policy/*"));
        assertNull(
                house.denial(
                        caller,
                        "iam",
                        "GetPolicy",
                        Map.of("PolicyArn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess")));
    }

    @Test
    void listingPoliciesShowsThePathAndOnlyTheStarMatchesIt() {
        assertNull(
                house.denial(
                        caller(allow("iam:ListPolicies", "*")), "iam", "ListPolicies", Map.of()));
        assertDenied(
                house.denial(
                        caller(allow("iam:ListPolicies", ME + "policy/*")),
                        "iam",
                        "ListPolicies",
                        Map.of()),
                "on resource: policy path / because");
    }

    @Test
    void addingARoleToAnInstanceProfileNeedsPassRole_A094() {
        house.event(ONE, new InstanceProfileCreated("AIPAX", "Profile", "/", house.now()));
        house.role(ONE, "App", trust("{\"Service\":\"ec2.amazonaws.com\"}"), Map.of());
        Map<String, String> parameters =
                Map.of("InstanceProfileName", "Profile", "RoleName", "App");
        String add = "iam:AddRoleToInstanceProfile";

        assertDenied(
                house.denial(
                        caller(allow(add, "*")), "iam", "AddRoleToInstanceProfile", parameters),
                "iam:PassRole on resource: " + ME + "role/App");
        assertNull(
                house.denial(
                        caller(passing(add, "ec2.amazonaws.com", ME + "role/App")),
                        "iam",
                        "AddRoleToInstanceProfile",
                        parameters));
        assertDenied(
                house.denial(
                        caller(passing(add, "lambda.amazonaws.com", ME + "role/App")),
                        "iam",
                        "AddRoleToInstanceProfile",
                        parameters),
                "iam:PassRole");
        assertDenied(
                house.denial(
                        caller(passing(add, "ec2.amazonaws.com", ME + "role/Other")),
                        "iam",
                        "AddRoleToInstanceProfile",
                        parameters),
                "iam:PassRole");
    }

    private static String passing(String action, String service, String role) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%s","Resource":"*"},
        {"Effect":"Allow","Action":"iam:PassRole","Resource":"%s",
         "Condition":{"StringEquals":{"iam:PassedToService":"%s"}}}]}\
        """
                .formatted(action, role, service);
    }

    @Test
    void theListOfAllUsersIsMoreThanTheListOfOneself() {
        String list = "ListServiceSpecificCredentials";
        var all = Map.of("AllUsers", "true");
        EntityId ana = house.user(ONE, "ana", allow("iam:" + list, ME + "user/ana"));
        Caller self = house.userCaller(ONE, ana);
        assertNull(house.denial(self, "iam", list, Map.of()));
        assertNull(house.denial(self, "iam", list, Map.of("AllUsers", "false")));
        assertNull(house.denial(self, "iam", list, Map.of("UserName", "ana")));
        assertAccessDenied(house.denial(self, "iam", list, all));
        assertAccessDenied(
                house.denial(self, "iam", list, Map.of("AllUsers", "true", "UserName", "ana")));
        assertNull(house.denial(caller(allow("iam:" + list, ME + "user/*")), "iam", list, all));
    }

    @Test
    void delegationHoldsUsersToTheBoundary_A091() {
        house.event(
                ONE,
                new PolicyCreated("ANPAB", "Boundary", "/", null, allow("s3:*", "*"), house.now()));
        String boundary = ME + "policy/Boundary";
        Caller delegate =
                caller(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":
                        ["iam:CreateUser","iam:AttachUserPolicy","iam:PutUserPermissionsBoundary",
                         "iam:PutUserPolicy","iam:DeleteUserPermissionsBoundary"],"Resource":"*",
                        "Condition":{"StringEquals":{"iam:PermissionsBoundary":"%s"}}},
                        {"Effect":"Deny","Action":"iam:DeleteUserPermissionsBoundary",
                         "Resource":"*"}]}\
                        """
                                .formatted(boundary));
        EntityId held = house.user(ONE, "held");
        house.event(ONE, new PermissionsBoundarySet(held, boundary));
        house.user(ONE, "free");

        assertAccessDenied(house.denial(delegate, "iam", "CreateUser", Map.of("UserName", "x")));
        assertAccessDenied(
                house.denial(
                        delegate,
                        "iam",
                        "CreateUser",
                        Map.of("UserName", "x", "PermissionsBoundary", ME + "policy/Other")));
        assertNull(
                house.denial(
                        delegate,
                        "iam",
                        "CreateUser",
                        Map.of("UserName", "x", "PermissionsBoundary", boundary)));
        assertNull(house.denial(delegate, "iam", "PutUserPolicy", Map.of("UserName", "held")));
        assertAccessDenied(
                house.denial(delegate, "iam", "PutUserPolicy", Map.of("UserName", "free")));
        assertAccessDenied(
                house.denial(
                        delegate,
                        "iam",
                        "PutUserPermissionsBoundary",
                        Map.of("UserName", "held", "PermissionsBoundary", ME + "policy/Other")));
        assertAccessDenied(
                house.denial(
                        delegate,
                        "iam",
                        "DeleteUserPermissionsBoundary",
                        Map.of("UserName", "held")));
    }

    @Test
    void aBoundaryLimitsWhatPoliciesAllow() {
        house.event(
                ONE,
                new PolicyCreated(
                        "ANPAC", "OnlyGet", "/", null, allow("iam:Get*", "*"), house.now()));
        EntityId bound = house.user(ONE, "bound", ALLOW_ALL);
        house.event(ONE, new PermissionsBoundarySet(bound, ME + "policy/OnlyGet"));
        Caller caller = house.userCaller(ONE, bound);

        assertNull(house.denial(caller, "iam", "GetUser", Map.of()));
        assertDenied(
                house.denial(caller, "iam", "DeleteUser", Map.of("UserName", "x")),
                "because no permissions boundary allows the iam:DeleteUser action");
    }

    @Test
    void aRenameIsNeededOnWhatItWasAndOnWhatItBecomes_A089() {
        house.event(ONE, new UserCreated("AIDABOB", "Bob", "/team/", house.now()));
        Caller source = caller(allow("iam:UpdateUser", ME + "user/team/Bob"));
        Caller both = caller(allow("iam:UpdateUser", ME + "user/team/*"));
        Map<String, String> name = Map.of("UserName", "bob", "NewUserName", "Robert");
        Map<String, String> path = Map.of("UserName", "bob", "NewPath", "/admins/");

        assertDenied(update(source, name), ME + "user/team/Robert because");
        assertDenied(update(both, path), ME + "user/admins/Bob because");
        assertNull(update(both, name));
        assertNull(update(source, Map.of("UserName", "bob")));
    }

    @Test
    void aServiceLinkedRoleIsNamedBeforeItIsMadeAndAfterItIsGone() {
        Caller caller =
                caller(
                        allow(
                                "iam:*",
                                ME
                                        + "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS*"));
        assertNull(
                house.denial(
                        caller,
                        "iam",
                        "CreateServiceLinkedRole",
                        Map.of("AWSServiceName", "ecs.amazonaws.com")));
        for (String service : List.of("rds.amazonaws.com", "unknown.amazonaws.com", "ecs")) {
            assertNotNull(
                    house.denial(
                            caller,
                            "iam",
                            "CreateServiceLinkedRole",
                            Map.of("AWSServiceName", service)));
        }
        String role = "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
        assertNull(status(caller, "task/" + role + "/1a2b"));
        for (String task :
                List.of("task/aws-service-role/rds.amazonaws.com/R/1", role, "task/", "x", "/")) {
            assertNotNull(status(caller, task), task);
        }
    }

    private @Nullable String status(Caller caller, String task) {
        return house.denial(
                caller,
                "iam",
                "GetServiceLinkedRoleDeletionStatus",
                Map.of("DeletionTaskId", task));
    }

    private @Nullable String update(Caller caller, Map<String, String> parameters) {
        return house.denial(caller, "iam", "UpdateUser", parameters);
    }

    @Test
    void whatTheCatalogDoesNotKnowIsDenied_A088() {
        assertAccessDenied(house.denial(caller(ALLOW_ALL), "iam", "DropAllTables", Map.of()));
        assertAccessDenied(house.denial(caller(ALLOW_ALL), "sqs", "SendMessage", Map.of()));
    }

    @Test
    void organizationsOfAnAccountWithoutOneAreEverything() {
        Caller caller = caller(allow("organizations:CreateOrganization", "*"));
        assertNull(house.denial(caller, "organizations", "CreateOrganization", Map.of()));
        assertDenied(
                house.denial(
                        caller,
                        "organizations",
                        "DescribeAccount",
                        Map.of("AccountId", "111111111111")),
                "organizations:DescribeAccount on resource: *");
    }

    private Caller caller(String policy) {
        return house.userCaller(ONE, policy);
    }
}
