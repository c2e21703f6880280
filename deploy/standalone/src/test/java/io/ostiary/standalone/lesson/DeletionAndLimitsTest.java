package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.services.iam.IamClient;

/** What must go before a thing can go (wire trap 20), and how much there may be (21). */
@ExtendWith(RunningHouse.Shared.class)
final class DeletionAndLimitsTest {
    private static final String S3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    private static final String POLICIES_FIRST =
            "Cannot delete entity, must detach all policies first.";

    private final Tenant tenant;
    private final IamClient iam;

    DeletionAndLimitsTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    @Test
    void aUserGoesAfterAllThatItHas() {
        var alice = tenant.user("alice", Documents.allow("s3:*", "*"));
        iam.createLoginProfile(r -> r.userName("alice").password("Ch00se-A-Strong-One!"));
        iam.createGroup(r -> r.groupName("g"));
        iam.addUserToGroup(r -> r.userName("alice").groupName("g"));
        iam.attachUserPolicy(r -> r.userName("alice").policyArn(S3));
        Executable delete = () -> iam.deleteUser(r -> r.userName("alice"));

        conflict(delete);
        iam.detachUserPolicy(r -> r.userName("alice").policyArn(S3));
        conflict(delete);
        iam.deleteUserPolicy(r -> r.userName("alice").policyName("granted"));
        conflict(delete);
        iam.deleteAccessKey(r -> r.userName("alice").accessKeyId(alice.keyId()));
        conflict(delete);
        iam.deleteLoginProfile(r -> r.userName("alice"));
        conflict(delete);
        iam.removeUserFromGroup(r -> r.userName("alice").groupName("g"));
        iam.deleteUser(r -> r.userName("alice"));
        iam.deleteGroup(r -> r.groupName("g"));
    }

    @Test
    void attachedPoliciesHoldWhomTheyAreAttachedTo() {
        tenant.role("r", Documents.trustService("ec2.amazonaws.com"));
        iam.attachRolePolicy(r -> r.roleName("r").policyArn(S3));
        assertEquals(
                new Client.Refusal(409, "DeleteConflict", POLICIES_FIRST),
                refusal(() -> iam.deleteRole(r -> r.roleName("r"))));
        iam.detachRolePolicy(r -> r.roleName("r").policyArn(S3));

        iam.createInstanceProfile(r -> r.instanceProfileName("p"));
        iam.addRoleToInstanceProfile(r -> r.instanceProfileName("p").roleName("r"));
        conflict(() -> iam.deleteRole(r -> r.roleName("r")));
        conflict(() -> iam.deleteInstanceProfile(r -> r.instanceProfileName("p")));
        iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("p").roleName("r"));
        iam.deleteRole(r -> r.roleName("r"));
        iam.deleteInstanceProfile(r -> r.instanceProfileName("p"));

        iam.createGroup(r -> r.groupName("g"));
        iam.attachGroupPolicy(r -> r.groupName("g").policyArn(S3));
        conflict(() -> iam.deleteGroup(r -> r.groupName("g")));
    }

    @Test
    void aManagedPolicyGoesWhenNobodyHasItAndItsVersionsAreGone() {
        String arn = policy("used");
        iam.createGroup(r -> r.groupName("g"));
        iam.attachGroupPolicy(r -> r.groupName("g").policyArn(arn));
        conflict(() -> iam.deletePolicy(r -> r.policyArn(arn)));
        iam.detachGroupPolicy(r -> r.groupName("g").policyArn(arn));
        iam.createPolicyVersion(
                r ->
                        r.policyArn(arn)
                                .policyDocument(Documents.allow("s3:*", "*"))
                                .setAsDefault(true));
        conflict(() -> iam.deletePolicy(r -> r.policyArn(arn)));
        iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v1"));
        iam.deletePolicy(r -> r.policyArn(arn));
    }

    @Test
    void whiteSpaceDoesNotCountTowardsTheSizeOfAPolicy() {
        String fits = sized(6_144);
        iam.createPolicy(r -> r.policyName("fits").policyDocument(fits));
        String blank = fits.replace(":[", ":\n     [").replace("\"Action\"", "  \t \"Action\"");
        assertTrue(blank.length() > 6_144);
        iam.createPolicy(r -> r.policyName("blank").policyDocument(blank));
        assertEquals(
                new Client.Refusal(
                        409, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144"),
                refusal(
                        () ->
                                iam.createPolicy(
                                        r -> r.policyName("over").policyDocument(sized(6_145)))));
    }

    @Test
    void tenPoliciesAreTheMostThatARoleHas() {
        tenant.role("full", Documents.trustService("ec2.amazonaws.com"));
        for (int i = 0; i < 10; i++) {
            String arn = policy("p" + i);
            iam.attachRolePolicy(r -> r.roleName("full").policyArn(arn));
        }
        assertEquals(
                new Client.Refusal(
                        409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10"),
                refusal(() -> iam.attachRolePolicy(r -> r.roleName("full").policyArn(S3))));
    }

    @Test
    void awsOwnPoliciesAreReadAndAttachedAndNeverWritten() { // A115
        assertEquals("AccessDenied", refusal(() -> iam.deletePolicy(r -> r.policyArn(S3))).code());
        assertEquals(
                "AccessDenied",
                refusal(
                                () ->
                                        iam.createPolicyVersion(
                                                r ->
                                                        r.policyArn(S3)
                                                                .policyDocument(
                                                                        Documents.allow("*", "*"))))
                        .code());
        String linked = "arn:aws:iam::aws:policy/aws-service-role/AccessAnalyzerServiceRolePolicy";
        tenant.user("alice");
        assertEquals(
                "PolicyNotAttachable",
                refusal(() -> iam.attachUserPolicy(r -> r.userName("alice").policyArn(linked)))
                        .code());
    }

    private String policy(String name) {
        return iam.createPolicy(
                        r -> r.policyName(name).policyDocument(Documents.allow("s3:Get*", "*")))
                .policy()
                .arn();
    }

    /** A document of so many characters, none of them white space. */
    private static String sized(int characters) {
        String resource = "arn:aws:s3:::b/";
        int rest = characters - Documents.allow("s3:Get*", resource).length();
        return Documents.allow("s3:Get*", resource + "x".repeat(rest));
    }

    private static void conflict(Executable call) {
        var refusal = refusal(call);
        assertEquals("DeleteConflict", refusal.code(), refusal.toString());
        assertEquals(409, refusal.status());
    }
}
