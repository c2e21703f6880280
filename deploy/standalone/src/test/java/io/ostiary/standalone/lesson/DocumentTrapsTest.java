package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.SignedCalls.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** More of the list of wire traps: dispatch, documents, principals; each test names its row. */
@ExtendWith(RunningHouse.Shared.class)
final class DocumentTrapsTest {
    private static final String READ = Documents.allow("s3:Get*", "*");

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    DocumentTrapsTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    @Test
    void row4OneAddressServesThreeServicesAndEachByItsOwnSignature() {
        var admin = tenant.admin();
        admin.iam().listUsers();
        admin.sts().getCallerIdentity();
        assertTrue(
                admin.organizations().describeOrganization().organization().id().startsWith("o-"));
        String target = "AWSOrganizationsV20161128.DescribeOrganization";
        Map<String, String> json =
                Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", target);
        try (var calls = new SignedCalls(house.url())) {
            Reply wrongVersion =
                    calls.post(
                            admin.credentials(),
                            "iam",
                            SignedCalls.form("ListUsers", SignedCalls.STS),
                            Map.of());
            assertEquals("InvalidAction", wrongVersion.code(), wrongVersion.body());
            Reply crossed = calls.post(admin.credentials(), "iam", "{}", json);
            assertEquals("InvalidSignatureException", crossed.code(), crossed.body());
            Reply other =
                    calls.post(
                            admin.credentials(),
                            "organizations",
                            SignedCalls.form("ListUsers", SignedCalls.IAM),
                            Map.of());
            assertEquals("SignatureDoesNotMatch", other.code(), other.body());
        }
    }

    @Test
    void row8AnSdkReadsEveryDate() {
        var before = Instant.now().minusSeconds(2);
        tenant.user("alice", READ);
        iam.createGroup(r -> r.groupName("g"));
        tenant.role("r", Documents.trustService("ec2.amazonaws.com"));
        iam.createInstanceProfile(r -> r.instanceProfileName("p"));
        String policy =
                iam.createPolicy(r -> r.policyName("p").policyDocument(READ)).policy().arn();
        iam.createLoginProfile(r -> r.userName("alice").password("Ch00se-A-Strong-One!"));
        List<Instant> dates =
                List.of(
                        iam.listUsers().users().getFirst().createDate(),
                        iam.listGroups().groups().getFirst().createDate(),
                        iam.getRole(r -> r.roleName("r")).role().createDate(),
                        iam.listInstanceProfiles().instanceProfiles().getFirst().createDate(),
                        iam.getPolicy(r -> r.policyArn(policy)).policy().updateDate(),
                        iam.listPolicyVersions(r -> r.policyArn(policy))
                                .versions()
                                .getFirst()
                                .createDate(),
                        iam.getLoginProfile(r -> r.userName("alice")).loginProfile().createDate(),
                        tenant.admin()
                                .sts()
                                .assumeRole(
                                        r ->
                                                r.roleArn(
                                                                tenant.role(
                                                                        "Own",
                                                                        Documents.trust(
                                                                                tenant.account())))
                                                        .roleSessionName("dates"))
                                .credentials()
                                .expiration());
        dates.forEach(date -> assertTrue(date.isAfter(before), dates.toString()));
        // By JSON, seconds since the epoch.
        house.root()
                .organizations()
                .listAccounts()
                .accounts()
                .forEach(account -> assertTrue(account.joinedTimestamp().isAfter(Instant.EPOCH)));
    }

    @Test
    void row19APrincipalOfTheOwnAccountMustBeThere() {
        String nobody = tenant.arn("user/nobody");
        var invalid =
                new Refusal(
                        400,
                        "MalformedPolicyDocument",
                        "Invalid principal in policy: \"AWS\":\"" + nobody + "\"");
        assertEquals(
                invalid,
                refusal(
                        () ->
                                iam.createRole(
                                        r ->
                                                r.roleName("r")
                                                        .assumeRolePolicyDocument(
                                                                Documents.trust(nobody)))));
        var alice = tenant.user("alice");
        String role = tenant.role("r", Documents.trust(alice.arn()));
        alice.client().assume(role);
        iam.deleteAccessKey(r -> r.userName("alice").accessKeyId(alice.keyId()));
        iam.deleteUser(r -> r.userName("alice"));
        assertTrue(
                iam.getRole(r -> r.roleName("r"))
                        .role()
                        .assumeRolePolicyDocument()
                        .contains(alice.id()),
                "who is gone is shown by his unique id");
        var second = tenant.user("alice");
        assertEquals("AccessDenied", refusal(() -> second.client().assume(role)).code());
        iam.updateAssumeRolePolicy(
                r -> r.roleName("r").policyDocument(Documents.trust(second.arn())));
        second.client().assume(role);
    }

    @Test
    void row21InlinePoliciesOfOneHolderAreMeasuredTogetherWithoutBlanks() {
        tenant.user("alice");
        String half = sized(1_024);
        iam.putUserPolicy(r -> r.userName("alice").policyName("one").policyDocument(half));
        String blank = half.replace(":[", ":\n     [");
        assertTrue(blank.length() > 1_024);
        iam.putUserPolicy(r -> r.userName("alice").policyName("two").policyDocument(blank));
        assertEquals(
                new Refusal(
                        409,
                        "LimitExceeded",
                        "Maximum policy size of 2048 bytes exceeded for user alice"),
                refusal(
                        () ->
                                iam.putUserPolicy(
                                        r ->
                                                r.userName("alice")
                                                        .policyName("two")
                                                        .policyDocument(sized(1_025)))));
    }

    @Test
    void row27AnAbsentPolicyIsNotFoundAndABrokenOneIsMalformed() {
        tenant.user("alice");
        assertEquals(
                new Refusal(404, "NoSuchEntity", "The user policy with name none cannot be found."),
                refusal(() -> iam.getUserPolicy(r -> r.userName("alice").policyName("none"))));
        for (String document :
                List.of(
                        "{\"Version\":\"2012-10-17\"}",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                        "{\"Version\":\"2012-10-17\",\"Statement\":\"x\"}",
                        "hello",
                        "[]",
                        READ.replace("Allow", "allow"),
                        READ.replace("2012-10-17", "2012-10-18"),
                        READ.replace("\"Resource\"", "\"Resources\""),
                        READ.replace(
                                "\"Resource\":\"*\"", "\"Principal\":\"*\",\"Resource\":\"*\""),
                        READ.substring(1),
                        READ + "x")) {
            var refusal =
                    refusal(
                            () ->
                                    iam.putUserPolicy(
                                            r ->
                                                    r.userName("alice")
                                                            .policyName("p")
                                                            .policyDocument(document)));
            assertEquals("MalformedPolicyDocument", refusal.code(), document);
            assertEquals(400, refusal.status(), document);
        }
    }

    /** A document of so many characters, none of them white space. */
    private static String sized(int characters) {
        String resource = "arn:aws:s3:::b/";
        int rest = characters - Documents.allow("s3:Get*", resource).length();
        return Documents.allow("s3:Get*", resource + "x".repeat(rest));
    }
}
