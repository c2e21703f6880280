package io.ostiary.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.Certificates;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Tag;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The errors that operations declare, one call each, in an account whose things are full: a user, a
 * group and a role named "full" with ten policies, a policy with five versions, fifty tags on each.
 * What has a story of its own is told in the family's test.
 */
@ExtendWith(RunningHouse.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeclaredRefusalsTest {
    private static final String READ = Documents.allow("s3:Get*", "*");
    private static final String TRUST = Documents.trustService("ec2.amazonaws.com");
    private static final String NO_STATEMENT = "{\"Version\":\"2012-10-17\"}";
    private static final String PASSWORD = "Ch00se-A-Strong-One!";
    private static final String LINKED = "AWSServiceRoleForECS";

    /** Policies that only AWS attaches. */
    private static final String OF_SERVICE =
            "arn:aws:iam::aws:policy/aws-service-role/AccessAnalyzerServiceRolePolicy";

    private static final String ONE_MORE =
            "arn:aws:iam::aws:policy/AmazonElasticFileSystemFullAccess";
    private static final String NO_ARN = "arn:aws:iam:somewhere:policy";
    private static final String NO_ARN_TEXT = "ARN " + NO_ARN + " is not valid.";
    private static final String FOREIGN = "arn:aws:iam::999999999999:policy/foreign";
    private static final String FOREIGN_TEXT = "Policy is outside your own account.";

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    DeclaredRefusalsTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    @BeforeAll
    void fill() {
        iam.createUser(r -> r.userName("full"));
        iam.createUser(r -> r.userName("other"));
        iam.createGroup(r -> r.groupName("full"));
        iam.createGroup(r -> r.groupName("other"));
        tenant.role("full", TRUST);
        iam.createServiceLinkedRole(r -> r.awsServiceName("ecs.amazonaws.com"));
        iam.createLoginProfile(r -> r.userName("full").password(PASSWORD));
        List<String> policies =
                iam.listPolicies(r -> r.scope("AWS").maxItems(100)).policies().stream()
                        .filter(each -> each.isAttachable() && each.path().equals("/"))
                        .map(Policy::arn)
                        .filter(arn -> !arn.equals(ONE_MORE))
                        .limit(10)
                        .toList();
        for (int i = 0; i < 10; i++) {
            String group = "group-" + i;
            String policy = policies.get(i);
            iam.createGroup(r -> r.groupName(group));
            iam.addUserToGroup(r -> r.groupName(group).userName("full"));
            iam.attachUserPolicy(r -> r.userName("full").policyArn(policy));
            iam.attachGroupPolicy(r -> r.groupName("full").policyArn(policy));
            iam.attachRolePolicy(r -> r.roleName("full").policyArn(policy));
        }
        iam.createPolicy(r -> r.policyName("full").policyDocument(READ));
        for (int i = 0; i < 4; i++) {
            iam.createPolicyVersion(r -> r.policyArn(policy()).policyDocument(READ));
        }
        iam.createInstanceProfile(r -> r.instanceProfileName("full"));
        iam.uploadServerCertificate(
                r ->
                        r.serverCertificateName("full")
                                .certificateBody(Certificates.RSA)
                                .privateKey(Certificates.RSA_KEY));
        List<Tag> tags =
                IntStream.range(0, 50)
                        .mapToObj(i -> Tag.builder().key("k" + i).value("").build())
                        .toList();
        iam.tagUser(r -> r.userName("full").tags(tags));
        iam.tagRole(r -> r.roleName("full").tags(tags));
        iam.tagPolicy(r -> r.policyArn(policy()).tags(tags));
        iam.tagInstanceProfile(r -> r.instanceProfileName("full").tags(tags));
        iam.tagServerCertificate(r -> r.serverCertificateName("full").tags(tags));
    }

    private String policy() {
        return tenant.arn("policy/full");
    }

    @ParameterizedTest(name = "{0} {1} {3}")
    @MethodSource({
        "limits",
        "protectedRoles",
        "documents",
        "policiesOfServices",
        "noArns",
        "twins",
        "missingPolicies",
        "others"
    })
    void isRefused(String action, String code, String message, List<String> parameters) {
        try (var calls = new SignedCalls(house.url())) {
            var reply =
                    calls.iam(
                            tenant.admin().credentials(),
                            action,
                            parameters.toArray(String[]::new));
            assertEquals(code + ": " + message, reply.element("Code") + ": " + text(reply));
        }
    }

    private static String text(SignedCalls.Reply reply) {
        return reply.element("Message").replace("&quot;", "\"").replace("&apos;", "'");
    }

    private static Arguments row(String action, String code, String message, String... given) {
        return arguments(action, code, message, List.of(given));
    }

    private static Arguments limit(String action, String message, String... given) {
        return row(action, "LimitExceeded", message, given);
    }

    private Stream<Arguments> limits() {
        String quota = "Cannot exceed quota for ";
        String tagName = "Tags.member.1.Key";
        String tagValue = "Tags.member.1.Value";
        String tooLong = READ.replace("*\"}", "x".repeat(10_300) + "\"}");
        String longTrust = TRUST.replace("sts:AssumeRole", "sts:" + "x".repeat(2_000));
        return Stream.of(
                limit(
                        "AddUserToGroup",
                        quota + "GroupsPerUser: 10",
                        "UserName",
                        "full",
                        "GroupName",
                        "other"),
                limit(
                        "AttachUserPolicy",
                        quota + "PoliciesPerUser: 10",
                        "UserName",
                        "full",
                        "PolicyArn",
                        ONE_MORE),
                limit(
                        "AttachGroupPolicy",
                        quota + "PoliciesPerGroup: 10",
                        "GroupName",
                        "full",
                        "PolicyArn",
                        ONE_MORE),
                limit(
                        "CreatePolicyVersion",
                        "A managed policy can have up to 5 versions. Before you create a new"
                                + " version, you must delete an existing version.",
                        "PolicyArn",
                        policy(),
                        "PolicyDocument",
                        READ),
                limit(
                        "CreateRole",
                        quota + "ACLSizePerRole: 2048",
                        "RoleName",
                        "r",
                        "AssumeRolePolicyDocument",
                        longTrust),
                limit(
                        "UpdateAssumeRolePolicy",
                        quota + "ACLSizePerRole: 2048",
                        "RoleName",
                        "full",
                        "PolicyDocument",
                        longTrust),
                limit(
                        "PutUserPolicy",
                        "Maximum policy size of 2048 bytes exceeded for user full",
                        "UserName",
                        "full",
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        tooLong),
                limit(
                        "PutGroupPolicy",
                        "Maximum policy size of 5120 bytes exceeded for group full",
                        "GroupName",
                        "full",
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        tooLong),
                limit(
                        "PutRolePolicy",
                        "Maximum policy size of 10240 bytes exceeded for role full",
                        "RoleName",
                        "full",
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        tooLong),
                limit(
                        "TagUser",
                        quota + "TagsPerUser: 50",
                        "UserName",
                        "full",
                        tagName,
                        "a",
                        tagValue,
                        ""),
                limit(
                        "TagRole",
                        quota + "TagsPerRole: 50",
                        "RoleName",
                        "full",
                        tagName,
                        "a",
                        tagValue,
                        ""),
                limit(
                        "TagPolicy",
                        quota + "TagsPerPolicy: 50",
                        "PolicyArn",
                        policy(),
                        tagName,
                        "a",
                        tagValue,
                        ""),
                limit(
                        "TagInstanceProfile",
                        quota + "TagsPerInstanceProfile: 50",
                        "InstanceProfileName",
                        "full",
                        tagName,
                        "a",
                        tagValue,
                        ""),
                limit(
                        "TagServerCertificate",
                        quota + "TagsPerServerCertificate: 50",
                        "ServerCertificateName",
                        "full",
                        tagName,
                        "a",
                        tagValue,
                        ""));
    }

    /** A role that a service made for itself is its own to change. */
    private Stream<Arguments> protectedRoles() {
        String message =
                "Cannot perform the operation on the protected role '"
                        + LINKED
                        + "' - this role is only modifiable by AWS";
        return Stream.of(
                        List.of("AddRoleToInstanceProfile", "InstanceProfileName", "full"),
                        List.of("AttachRolePolicy", "PolicyArn", ONE_MORE),
                        List.of("DetachRolePolicy", "PolicyArn", ONE_MORE),
                        List.of("DeleteRolePermissionsBoundary"),
                        List.of("PutRolePermissionsBoundary", "PermissionsBoundary", ONE_MORE),
                        List.of("DeleteRolePolicy", "PolicyName", "p"),
                        List.of("PutRolePolicy", "PolicyName", "p", "PolicyDocument", READ),
                        List.of("UpdateAssumeRolePolicy", "PolicyDocument", TRUST),
                        List.of("UpdateRole", "MaxSessionDuration", "7200"))
                .map(
                        each ->
                                row(
                                        each.getFirst(),
                                        "UnmodifiableEntity",
                                        message,
                                        Stream.concat(
                                                        Stream.of("RoleName", LINKED),
                                                        each.stream().skip(1))
                                                .toArray(String[]::new)));
    }

    private Stream<Arguments> documents() {
        String code = "MalformedPolicyDocument";
        String message = "Syntax errors in policy.";
        return Stream.of(
                row(
                        "CreatePolicy",
                        code,
                        message,
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        NO_STATEMENT),
                row(
                        "CreateRole",
                        code,
                        message,
                        "RoleName",
                        "r",
                        "AssumeRolePolicyDocument",
                        NO_STATEMENT),
                row(
                        "UpdateAssumeRolePolicy",
                        code,
                        message,
                        "RoleName",
                        "full",
                        "PolicyDocument",
                        NO_STATEMENT),
                row(
                        "PutUserPolicy",
                        code,
                        message,
                        "UserName",
                        "full",
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        NO_STATEMENT),
                row(
                        "PutGroupPolicy",
                        code,
                        message,
                        "GroupName",
                        "full",
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        NO_STATEMENT),
                row(
                        "PutRolePolicy",
                        code,
                        message,
                        "RoleName",
                        "full",
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        NO_STATEMENT));
    }

    @Test
    void aVersionMustBeAPolicyToo() {
        iam.createPolicy(r -> r.policyName("young").policyDocument(READ));
        isRefused(
                "CreatePolicyVersion",
                "MalformedPolicyDocument",
                "Syntax errors in policy.",
                List.of("PolicyArn", tenant.arn("policy/young"), "PolicyDocument", NO_STATEMENT));
    }

    private Stream<Arguments> policiesOfServices() {
        String code = "PolicyNotAttachable";
        String message = "Cannot attach a Service Role Policy to a Customer ";
        return Stream.of(
                row(
                        "AttachGroupPolicy",
                        code,
                        message + "Group.",
                        "GroupName",
                        "other",
                        "PolicyArn",
                        OF_SERVICE),
                row(
                        "AttachRolePolicy",
                        code,
                        message + "Role.",
                        "RoleName",
                        "full",
                        "PolicyArn",
                        OF_SERVICE),
                row(
                        "PutUserPermissionsBoundary",
                        code,
                        message + "User.",
                        "UserName",
                        "full",
                        "PermissionsBoundary",
                        OF_SERVICE),
                row(
                        "PutRolePermissionsBoundary",
                        code,
                        message + "Role.",
                        "RoleName",
                        "full",
                        "PermissionsBoundary",
                        OF_SERVICE));
    }

    private Stream<Arguments> noArns() {
        Map<String, List<String>> attaching =
                Map.of(
                        "AttachUserPolicy", List.of("UserName", "full"),
                        "AttachGroupPolicy", List.of("GroupName", "full"),
                        "AttachRolePolicy", List.of("RoleName", "full"));
        Map<String, List<String>> detaching =
                Map.of(
                        "DetachUserPolicy", List.of("UserName", "full"),
                        "DetachGroupPolicy", List.of("GroupName", "full"),
                        "DetachRolePolicy", List.of("RoleName", "full"));
        Map<String, List<String>> policies =
                Map.of(
                        "CreatePolicyVersion", List.of("PolicyDocument", READ),
                        "DeletePolicy", List.of(),
                        "DeletePolicyVersion", List.of("VersionId", "v1"),
                        "GetPolicy", List.of(),
                        "GetPolicyVersion", List.of("VersionId", "v1"),
                        "ListEntitiesForPolicy", List.of(),
                        "ListPolicyTags", List.of(),
                        "ListPolicyVersions", List.of(),
                        "SetDefaultPolicyVersion", List.of("VersionId", "v1"),
                        "UntagPolicy", List.of("TagKeys.member.1", "k1"));
        Stream<Arguments> boundaries =
                Stream.of(
                        row(
                                "PutUserPermissionsBoundary",
                                "InvalidInput",
                                NO_ARN_TEXT,
                                "UserName",
                                "full",
                                "PermissionsBoundary",
                                NO_ARN),
                        row(
                                "PutRolePermissionsBoundary",
                                "InvalidInput",
                                NO_ARN_TEXT,
                                "RoleName",
                                "full",
                                "PermissionsBoundary",
                                NO_ARN));
        return Stream.of(
                        boundaries,
                        attaching.entrySet().stream()
                                .map(each -> withArn(each, NO_ARN, "ValidationError", NO_ARN_TEXT)),
                        attaching.entrySet().stream()
                                .map(each -> withArn(each, FOREIGN, "InvalidInput", FOREIGN_TEXT)),
                        Stream.of(detaching, policies)
                                .flatMap(each -> each.entrySet().stream())
                                .map(each -> withArn(each, NO_ARN, "InvalidInput", NO_ARN_TEXT)))
                .flatMap(rows -> rows);
    }

    private static Arguments withArn(
            Map.Entry<String, List<String>> call, String arn, String code, String message) {
        return row(
                call.getKey(),
                code,
                message,
                Stream.concat(call.getValue().stream(), Stream.of("PolicyArn", arn))
                        .toArray(String[]::new));
    }

    private Stream<Arguments> missingPolicies() {
        String none = tenant.arn("policy/none");
        String missing = "Policy " + none + " was not found.";
        String notAttachable = " does not exist or is not attachable.";
        String noVersion = "Policy " + none + " version v1" + notAttachable;
        String code = "NoSuchEntity";
        return Stream.of(
                row(
                        "CreatePolicyVersion",
                        code,
                        missing,
                        "PolicyArn",
                        none,
                        "PolicyDocument",
                        READ),
                row("DeletePolicy", code, missing, "PolicyArn", none),
                row("DeletePolicyVersion", code, noVersion, "PolicyArn", none, "VersionId", "v1"),
                row("GetPolicyVersion", code, noVersion, "PolicyArn", none, "VersionId", "v1"),
                row(
                        "ListEntitiesForPolicy",
                        code,
                        "Policy " + none + notAttachable,
                        "PolicyArn",
                        none),
                row("ListPolicyTags", code, missing, "PolicyArn", none),
                row("ListPolicyVersions", code, missing, "PolicyArn", none),
                row(
                        "SetDefaultPolicyVersion",
                        code,
                        noVersion,
                        "PolicyArn",
                        none,
                        "VersionId",
                        "v1"),
                row(
                        "TagPolicy",
                        code,
                        missing,
                        "PolicyArn",
                        none,
                        "Tags.member.1.Key",
                        "a",
                        "Tags.member.1.Value",
                        ""),
                row("UntagPolicy", code, missing, "PolicyArn", none, "TagKeys.member.1", "a"),
                row(
                        "CreateUser",
                        code,
                        "Scope ARN: " + none + notAttachable,
                        "UserName",
                        "u",
                        "PermissionsBoundary",
                        none));
    }

    /** The same tag key twice. */
    private Stream<Arguments> twins() {
        String twice = "Duplicate tag keys found.";
        String inAnyCase = twice + " Please note that Tag keys are case insensitive.";
        return Stream.of(
                twins("CreateUser", inAnyCase, "UserName", "u"),
                twins("CreateRole", inAnyCase, "RoleName", "r", "AssumeRolePolicyDocument", TRUST),
                twins("CreatePolicy", twice, "PolicyName", "p", "PolicyDocument", READ),
                twins("CreateInstanceProfile", twice, "InstanceProfileName", "p"),
                twins(
                        "UploadServerCertificate",
                        twice,
                        "ServerCertificateName",
                        "c",
                        "CertificateBody",
                        Certificates.RSA,
                        "PrivateKey",
                        Certificates.RSA_KEY),
                twins("TagUser", inAnyCase, "UserName", "other"),
                twins("TagRole", inAnyCase, "RoleName", "full"),
                twins("TagPolicy", twice, "PolicyArn", policy()),
                twins("TagInstanceProfile", twice, "InstanceProfileName", "full"));
    }

    private static Arguments twins(String action, String message, String... given) {
        return row(
                action,
                "InvalidInput",
                message,
                Stream.concat(
                                Stream.of(given),
                                Stream.of(
                                        "Tags.member.1.Key",
                                        "a",
                                        "Tags.member.1.Value",
                                        "1",
                                        "Tags.member.2.Key",
                                        "a",
                                        "Tags.member.2.Value",
                                        "2"))
                        .toArray(String[]::new));
    }

    private Stream<Arguments> others() {
        return Stream.of(
                row(
                        "CreateLoginProfile",
                        "EntityAlreadyExists",
                        "Login Profile for user full already exists.",
                        "UserName",
                        "full",
                        "Password",
                        PASSWORD),
                row(
                        "UpdateGroup",
                        "EntityAlreadyExists",
                        "Group with name full already exists.",
                        "GroupName",
                        "other",
                        "NewGroupName",
                        "full"),
                row(
                        "DeletePolicyVersion",
                        "DeleteConflict",
                        "Cannot delete the default version of a policy.",
                        "PolicyArn",
                        policy(),
                        "VersionId",
                        "v1"));
    }
}
