package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ostiary.standalone.lesson.SignedCalls.Reply;
import io.ostiary.testkit.Certificates;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.services.iam.IamClient;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who may do a part must not come to the whole by another way (attacks §9). */
@ExtendWith(RunningHouse.Shared.class)
final class DelegationTest {
    private static final String READ = Documents.allow("s3:Get*", "*");
    private static final String TRUST = Documents.trustService("ec2.amazonaws.com");
    private static final String ALL = "arn:aws:iam::aws:policy/AdministratorAccess";

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    DelegationTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    /**
     * The policy by which a delegate makes users and roles within a boundary (IAM User Guide,
     * "Permissions boundaries for IAM entities", "Delegating responsibility to others").
     */
    @Test
    void a091_aDelegateNeitherLeavesOutNorWeakensTheBoundary() {
        String boundary =
                iam.createPolicy(r -> r.policyName("Boundary").policyDocument(READ)).policy().arn();
        iam.createPolicyVersion(r -> r.policyArn(boundary).policyDocument(READ));
        var delegate =
                tenant.user(
                        "delegate",
                        """
                        {"Version":"2012-10-17","Statement":[
                         {"Effect":"Allow","Resource":"*",
                          "Action":["iam:CreateUser","iam:CreateRole","iam:PutUserPolicy",
                           "iam:PutRolePolicy","iam:AttachUserPolicy","iam:AttachRolePolicy",
                           "iam:PutUserPermissionsBoundary","iam:PutRolePermissionsBoundary"],
                          "Condition":{"StringEquals":{"iam:PermissionsBoundary":"%1$s"}}},
                         {"Effect":"Allow","Resource":"*",
                          "Action":["iam:*PolicyVersion","iam:Delete*PermissionsBoundary"]},
                         {"Effect":"Deny","Resource":"%1$s",
                          "Action":["iam:CreatePolicyVersion","iam:DeletePolicy",
                           "iam:DeletePolicyVersion","iam:SetDefaultPolicyVersion"]},
                         {"Effect":"Deny","Resource":"*",
                          "Action":["iam:DeleteUserPermissionsBoundary",
                           "iam:DeleteRolePermissionsBoundary"]}]}\
                        """
                                .formatted(boundary));
        var hers = delegate.client().iam();
        denied(() -> hers.createUser(r -> r.userName("free")));
        denied(() -> hers.createUser(r -> r.userName("free").permissionsBoundary(ALL)));
        denied(() -> hers.createRole(r -> r.roleName("free").assumeRolePolicyDocument(TRUST)));
        denied(
                () ->
                        hers.createRole(
                                r ->
                                        r.roleName("free")
                                                .assumeRolePolicyDocument(TRUST)
                                                .permissionsBoundary(ALL)));
        hers.createUser(r -> r.userName("fenced").permissionsBoundary(boundary));
        hers.createRole(
                r ->
                        r.roleName("fenced")
                                .assumeRolePolicyDocument(TRUST)
                                .permissionsBoundary(boundary));
        denied(
                () ->
                        hers.putUserPermissionsBoundary(
                                r -> r.userName("fenced").permissionsBoundary(ALL)));
        denied(
                () ->
                        hers.putRolePermissionsBoundary(
                                r -> r.roleName("fenced").permissionsBoundary(ALL)));
        denied(() -> hers.deleteUserPermissionsBoundary(r -> r.userName("fenced")));
        denied(() -> hers.deleteRolePermissionsBoundary(r -> r.roleName("fenced")));
        String wide = Documents.allow("*", "*");
        denied(
                () ->
                        hers.createPolicyVersion(
                                r ->
                                        r.policyArn(boundary)
                                                .policyDocument(wide)
                                                .setAsDefault(true)));
        denied(() -> hers.setDefaultPolicyVersion(r -> r.policyArn(boundary).versionId("v2")));
        denied(() -> hers.deletePolicyVersion(r -> r.policyArn(boundary).versionId("v2")));
        // What hangs on someone within the boundary is the delegate's to give, on others not.
        hers.putUserPolicy(r -> r.userName("fenced").policyName("wide").policyDocument(wide));
        hers.attachRolePolicy(r -> r.roleName("fenced").policyArn(ALL));
        tenant.user("boundless");
        denied(() -> hers.attachUserPolicy(r -> r.userName("boundless").policyArn(ALL)));
    }

    /** What a creation refuses, a change refuses alike. */
    @Test
    void a093_noChangeLeadsWhereNoCreationDoes() {
        tenant.user("alice");
        tenant.user("bob");
        tenant.role("r", TRUST);
        iam.createGroup(r -> r.groupName("g"));
        iam.createGroup(r -> r.groupName("h"));
        iam.createPolicy(r -> r.policyName("p").policyDocument(READ));
        iam.createLoginProfile(r -> r.userName("bob").password("Ch00se-A-Strong-One!"));
        for (String name : List.of("c", "d")) {
            iam.uploadServerCertificate(
                    r ->
                            r.serverCertificateName(name)
                                    .certificateBody(Certificates.RSA)
                                    .privateKey(Certificates.RSA_KEY));
        }
        String noStatement = "{\"Version\":\"2012-10-17\"}";
        String nobody = Documents.trust(tenant.arn("user/nobody"));
        String none = tenant.arn("policy/none");
        String arn = tenant.arn("policy/p");
        String tag = "Tags.member.1.Key";
        String value = "Tags.member.1.Value";
        for (String trust : List.of(noStatement, nobody, READ)) {
            alike(
                    List.of("CreateRole", "RoleName", "x", "AssumeRolePolicyDocument", trust),
                    List.of("UpdateAssumeRolePolicy", "RoleName", "r", "PolicyDocument", trust));
        }
        for (String seconds : List.of("60", "43201", "x")) {
            alike(
                    role("MaxSessionDuration", seconds),
                    List.of("UpdateRole", "RoleName", "r", "MaxSessionDuration", seconds));
        }
        String text = "\u2603";
        alike(
                role("Description", text),
                List.of("UpdateRole", "RoleName", "r", "Description", text),
                List.of("UpdateRoleDescription", "RoleName", "r", "Description", text));
        alike(
                role(tag, "aws:a", value, "b"),
                List.of("TagRole", "RoleName", "r", tag, "aws:a", value, "b"),
                List.of("CreateUser", "UserName", "x", tag, "aws:a", value, "b"),
                List.of("TagUser", "UserName", "bob", tag, "aws:a", value, "b"));
        for (String path : List.of("a", "/a", "//", "/\u00e9/")) {
            alike(
                    List.of("CreateUser", "UserName", "x", "Path", path),
                    List.of("UpdateUser", "UserName", "bob", "NewPath", path),
                    List.of("CreateGroup", "GroupName", "x", "Path", path),
                    List.of("UpdateGroup", "GroupName", "g", "NewPath", path));
        }
        for (String name : List.of("ALICE", "a b", "n\u00e4me", "x".repeat(65))) {
            alike(
                    List.of("CreateUser", "UserName", name),
                    List.of("UpdateUser", "UserName", "bob", "NewUserName", name));
        }
        alike(
                List.of("CreateGroup", "GroupName", "H"),
                List.of("UpdateGroup", "GroupName", "g", "NewGroupName", "H"));
        alike(
                List.of(
                        "UploadServerCertificate",
                        "ServerCertificateName",
                        "D",
                        "CertificateBody",
                        Certificates.RSA,
                        "PrivateKey",
                        Certificates.RSA_KEY),
                List.of(
                        "UpdateServerCertificate",
                        "ServerCertificateName",
                        "c",
                        "NewServerCertificateName",
                        "D"));
        for (String document : List.of(noStatement, TRUST, "x")) {
            alike(
                    List.of("CreatePolicy", "PolicyName", "x", "PolicyDocument", document),
                    List.of("CreatePolicyVersion", "PolicyArn", arn, "PolicyDocument", document),
                    inline("PutUserPolicy", "UserName", "bob", document),
                    inline("PutRolePolicy", "RoleName", "r", document),
                    inline("PutGroupPolicy", "GroupName", "g", document));
        }
        alike(
                List.of("CreateUser", "UserName", "x", "PermissionsBoundary", none),
                List.of(
                        "PutUserPermissionsBoundary",
                        "UserName",
                        "bob",
                        "PermissionsBoundary",
                        none),
                role("PermissionsBoundary", none),
                List.of(
                        "PutRolePermissionsBoundary",
                        "RoleName",
                        "r",
                        "PermissionsBoundary",
                        none));
        for (String password : List.of("short", "alllowercase", tenant.account())) {
            alike(
                    List.of("CreateLoginProfile", "UserName", "alice", "Password", password),
                    List.of("UpdateLoginProfile", "UserName", "bob", "Password", password));
        }
    }

    private static List<String> role(String... more) {
        return Stream.concat(
                        Stream.of("CreateRole", "RoleName", "x", "AssumeRolePolicyDocument", TRUST),
                        Stream.of(more))
                .toList();
    }

    private static List<String> inline(String action, String what, String name, String document) {
        return List.of(action, what, name, "PolicyName", "x", "PolicyDocument", document);
    }

    @SafeVarargs
    private void alike(List<String>... calls) {
        String first = code(calls[0]);
        for (List<String> call : calls) {
            assertFalse(code(call).isEmpty(), call + " is accepted");
            assertEquals(first, code(call), call.toString());
        }
    }

    private String code(List<String> call) {
        try (var calls = new SignedCalls(house.url())) {
            Reply reply =
                    calls.iam(
                            tenant.admin().credentials(),
                            call.getFirst(),
                            call.subList(1, call.size()).toArray(String[]::new));
            return reply.code();
        }
    }

    @Test
    void a094_aRoleIsPassedOnlyToTheServiceThatTheLeaveNames() {
        tenant.role("App", TRUST);
        iam.createInstanceProfile(r -> r.instanceProfileName("p"));
        String policy =
                """
                {"Version":"2012-10-17","Statement":[
                 {"Effect":"Allow","Action":"iam:AddRoleToInstanceProfile","Resource":"*"},
                 {"Effect":"Allow","Action":"iam:PassRole","Resource":"%s",
                  "Condition":{"StringEquals":{"iam:PassedToService":"%s"}}}]}\
                """;
        String arn = tenant.arn("role/App");
        var alice = tenant.user("alice", policy.formatted(arn, "ecs-tasks.amazonaws.com"));
        Executable pass =
                () ->
                        alice.client()
                                .iam()
                                .addRoleToInstanceProfile(
                                        r -> r.instanceProfileName("p").roleName("App"));
        denied(pass);
        tenant.grant("alice", policy.formatted(arn + "s", "ec2.amazonaws.com"));
        denied(pass);
        tenant.grant("alice", policy.formatted(arn, "ec2.amazonaws.com"));
        alice.client()
                .iam()
                .addRoleToInstanceProfile(r -> r.instanceProfileName("p").roleName("App"));
    }

    @Test
    void a095_namesThatAPersonTakesForOneAreOne() {
        haveNoTwins(
                "EntityAlreadyExists",
                List.of("CreateUser", "UserName"),
                List.of("CreateGroup", "GroupName"),
                List.of("CreateInstanceProfile", "InstanceProfileName"),
                List.of("CreateRole", "AssumeRolePolicyDocument", TRUST, "RoleName"),
                List.of("CreatePolicy", "PolicyDocument", READ, "PolicyName"),
                List.of(
                        "UploadServerCertificate",
                        "CertificateBody",
                        Certificates.RSA,
                        "PrivateKey",
                        Certificates.RSA_KEY,
                        "ServerCertificateName"));
        for (String alias : List.of("Upper", "\u00e4lias", "a b", "-a-", "a--b")) {
            assertEquals(
                    "ValidationError", code(List.of("CreateAccountAlias", "AccountAlias", alias)));
        }
    }

    /** Of each kind: a name, its twin by case, and twins by blanks, accents and paths. */
    @SafeVarargs
    private void haveNoTwins(String twin, List<String>... creations) {
        for (List<String> creation : creations) {
            assertEquals("", code(named(creation, "Bob")), creation.toString());
            assertEquals(twin, code(named(creation, "bob")), creation.toString());
            assertEquals(twin, code(named(creation, "BOB")), creation.toString());
            // A path makes no other name of it.
            var elsewhere = new ArrayList<>(named(creation, "bob"));
            elsewhere.addAll(List.of("Path", "/elsewhere/"));
            assertEquals(twin, code(elsewhere), creation.toString());
        }
        for (List<String> creation : creations) {
            // Composed and decomposed, Cyrillic о, with blanks around.
            for (String name : List.of("B\u00f6b", "Bo\u0308b", "B\u043eb", "Bob ", " Bob", "")) {
                assertEquals("ValidationError", code(named(creation, name)), creation + name);
            }
        }
    }

    private static List<String> named(List<String> creation, String name) {
        return Stream.concat(creation.stream(), Stream.of(name)).toList();
    }

    private static void denied(Executable call) {
        var refusal = refusal(call);
        assertEquals("AccessDenied", refusal.code(), refusal.toString());
        assertEquals(403, refusal.status());
    }
}
