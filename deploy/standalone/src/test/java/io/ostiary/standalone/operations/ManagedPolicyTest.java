package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Managed policies over the wire: versions, tags, and on whom they hang. */
@ExtendWith(RunningHouse.Shared.class)
final class ManagedPolicyTest {
    private static final String READ = Documents.allow("s3:Get*", "*");
    private static final String WRITE = Documents.allow("s3:Put*", "*");

    private final Tenant tenant;
    private final IamClient iam;

    ManagedPolicyTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    @Test
    void aPolicyIsCreatedToldListedAndDeleted() {
        var made =
                iam.createPolicy(
                                r ->
                                        r.policyName("Uploads")
                                                .path("/app/")
                                                .description("what the app may")
                                                .policyDocument(READ)
                                                .tags(tag("team", "a")))
                        .policy();
        String arn = tenant.arn("policy/app/Uploads");
        assertEquals(arn, made.arn());
        assertTrue(made.policyId().matches("ANPA[A-Z0-9]{17}"), made.policyId());
        Policy told = iam.getPolicy(r -> r.policyArn(arn)).policy();
        assertEquals("Uploads", told.policyName());
        assertEquals("/app/", told.path());
        assertEquals("v1", told.defaultVersionId());
        assertEquals(0, told.attachmentCount());
        assertEquals(0, told.permissionsBoundaryUsageCount());
        assertTrue(told.isAttachable());
        assertEquals("what the app may", told.description());
        assertEquals(List.of(tag("team", "a")), told.tags());
        // "ListPolicies does not return tags" and no description (IAM API Reference, Policy).
        Policy listed = iam.listPolicies(r -> r.scope("Local")).policies().getFirst();
        assertEquals(arn, listed.arn());
        assertNull(listed.description());
        assertFalse(listed.hasTags());
        iam.deletePolicy(r -> r.policyArn(arn));
        assertEquals(
                "Policy " + arn + " was not found.",
                refusal(() -> iam.getPolicy(r -> r.policyArn(arn))).message());
    }

    @Test
    void aPolicyHasVersionsOfWhichOneCounts() {
        String arn = policy("Changing");
        var second =
                iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(WRITE))
                        .policyVersion();
        assertEquals("v2", second.versionId());
        assertFalse(second.isDefaultVersion());
        assertNull(second.document());
        var alice = tenant.user("alice");
        iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn));

        iam.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v2"));
        assertEquals("v2", iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId());
        assertEquals(
                List.of("v2", "v1"),
                iam.listPolicyVersions(r -> r.policyArn(arn)).versions().stream()
                        .map(PolicyVersion::versionId)
                        .toList());
        var told = iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v2")).policyVersion();
        assertTrue(told.isDefaultVersion());
        assertEquals(WRITE, decoded(told.document()));
        assertEquals(
                READ,
                decoded(
                        iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v1"))
                                .policyVersion()
                                .document()));
        iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v1"));
        assertEquals(1, iam.listPolicyVersions(r -> r.policyArn(arn)).versions().size());
        // A number is not used again.
        assertEquals(
                "v3",
                iam.createPolicyVersion(
                                r -> r.policyArn(arn).policyDocument(READ).setAsDefault(true))
                        .policyVersion()
                        .versionId());
        assertEquals("AccessDenied", refusal(() -> alice.client().iam().listUsers()).code());
    }

    /** As AWS was recorded, of its own policies too: see EmptyLists of the gateway. */
    @Test
    void onlyGetPolicyTellsThatThereAreNoTags() {
        String arn = policy("Plain");
        assertFalse(
                iam.createPolicy(r -> r.policyName("Other").policyDocument(READ))
                        .policy()
                        .hasTags());
        assertTrue(iam.getPolicy(r -> r.policyArn(arn)).policy().hasTags());
        assertTrue(
                iam.getPolicy(r -> r.policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"))
                        .policy()
                        .hasTags());
    }

    @Test
    void onWhomAPolicyHangsIsToldFromBothSides() {
        String arn = policy("Shared");
        String boundary = policy("Boundary");
        tenant.user("alice");
        iam.createGroup(r -> r.groupName("g"));
        tenant.role("r", Documents.trustService("ec2.amazonaws.com"));
        iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn));
        iam.attachGroupPolicy(r -> r.groupName("g").policyArn(arn));
        iam.attachRolePolicy(r -> r.roleName("r").policyArn(arn));
        iam.putUserPermissionsBoundary(r -> r.userName("alice").permissionsBoundary(boundary));
        iam.putRolePermissionsBoundary(r -> r.roleName("r").permissionsBoundary(boundary));

        var attached = AttachedPolicy.builder().policyName("Shared").policyArn(arn).build();
        assertEquals(
                List.of(attached),
                iam.listAttachedUserPolicies(r -> r.userName("alice")).attachedPolicies());
        assertEquals(
                List.of(attached),
                iam.listAttachedGroupPolicies(r -> r.groupName("g")).attachedPolicies());
        assertEquals(
                List.of(attached),
                iam.listAttachedRolePolicies(r -> r.roleName("r")).attachedPolicies());
        assertEquals(
                List.of(),
                iam.listAttachedUserPolicies(r -> r.userName("alice").pathPrefix("/other/"))
                        .attachedPolicies());
        var entities = iam.listEntitiesForPolicy(r -> r.policyArn(arn));
        assertEquals("alice", entities.policyUsers().getFirst().userName());
        assertEquals("g", entities.policyGroups().getFirst().groupName());
        assertEquals("r", entities.policyRoles().getFirst().roleName());
        var fenced =
                iam.listEntitiesForPolicy(
                        r -> r.policyArn(boundary).policyUsageFilter("PermissionsBoundary"));
        assertEquals(1, fenced.policyUsers().size());
        assertEquals(1, fenced.policyRoles().size());
        assertEquals(
                List.of(),
                iam.listEntitiesForPolicy(r -> r.policyArn(arn).entityFilter("Group"))
                        .policyUsers());
        assertEquals(3, iam.getPolicy(r -> r.policyArn(arn)).policy().attachmentCount());
        assertEquals(
                2,
                iam.getPolicy(r -> r.policyArn(boundary)).policy().permissionsBoundaryUsageCount());

        iam.detachUserPolicy(r -> r.userName("alice").policyArn(arn));
        iam.detachGroupPolicy(r -> r.groupName("g").policyArn(arn));
        iam.detachRolePolicy(r -> r.roleName("r").policyArn(arn));
        iam.deleteUserPermissionsBoundary(r -> r.userName("alice"));
        iam.deleteRolePermissionsBoundary(r -> r.roleName("r"));
        iam.deletePolicy(r -> r.policyArn(arn));
        iam.deletePolicy(r -> r.policyArn(boundary));
    }

    @Test
    void tagsOfAPolicyComeChangeAndGo() {
        String arn = policy("Tagged");
        iam.tagPolicy(r -> r.policyArn(arn).tags(tag("team", "a"), tag("Team", "b")));
        iam.tagPolicy(r -> r.policyArn(arn).tags(tag("team", "c")));
        assertEquals(
                Set.of(tag("Team", "b"), tag("team", "c")),
                Set.copyOf(iam.listPolicyTags(r -> r.policyArn(arn)).tags()));
        iam.untagPolicy(r -> r.policyArn(arn).tagKeys("team", "never"));
        assertEquals(List.of(tag("Team", "b")), iam.listPolicyTags(r -> r.policyArn(arn)).tags());
    }

    private String policy(String name) {
        return iam.createPolicy(r -> r.policyName(name).policyDocument(READ)).policy().arn();
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
