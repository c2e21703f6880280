package io.ostiary.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** GetAccountAuthorizationDetails over the wire. */
@ExtendWith(RunningHouse.Shared.class)
final class AuthorizationDetailsTest {

    private static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    private static final String DOCUMENT =
            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\","
                    + " \"Action\": \"s3:Get*\", \"Resource\": \"*\"}]}";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String ALLOWED =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                    + "\"iam:GetAccountAuthorizationDetails\",\"Resource\":\"*\"}}";

    private final Tenant tenant;
    private final IamClient iam;

    AuthorizationDetailsTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    @Test
    void everythingIsToldAsAwsShapesIt() {
        String own =
                iam.createPolicy(r -> r.policyName("own").policyDocument(DOCUMENT)).policy().arn();
        iam.createUser(
                r ->
                        r.userName("ana")
                                .path("/staff/")
                                .permissionsBoundary(own)
                                .tags(t -> t.key("team").value("a")));
        iam.createUser(r -> r.userName("bob"));
        iam.createGroup(r -> r.groupName("devs"));
        iam.addUserToGroup(r -> r.userName("ana").groupName("devs"));
        iam.putUserPolicy(r -> r.userName("ana").policyName("inline").policyDocument(DOCUMENT));
        iam.attachGroupPolicy(r -> r.groupName("devs").policyArn(READ_ONLY));
        iam.createRole(r -> r.roleName("box").assumeRolePolicyDocument(TRUST).description("d"));
        iam.createInstanceProfile(r -> r.instanceProfileName("profile"));
        iam.addRoleToInstanceProfile(r -> r.instanceProfileName("profile").roleName("box"));
        iam.createPolicyVersion(r -> r.policyArn(own).policyDocument(CHANGED).setAsDefault(true));

        var all = iam.getAccountAuthorizationDetails();
        assertFalse(all.isTruncated());
        var ana = all.userDetailList().getFirst();
        assertEquals(tenant.arn("user/staff/ana"), ana.arn());
        assertEquals(List.of("devs"), ana.groupList());
        assertEquals("team", ana.tags().getFirst().key());
        assertEquals(own, ana.permissionsBoundary().permissionsBoundaryArn());
        assertEquals(DOCUMENT, decoded(ana.userPolicyList().getFirst().policyDocument()));
        assertEquals(List.of(), ana.attachedManagedPolicies());
        var bob = all.userDetailList().getLast();
        assertTrue(bob.hasGroupList(), "AWS writes the empty lists");
        assertTrue(bob.hasTags());
        assertFalse(bob.hasUserPolicyList(), "but for this one");

        var devs = all.groupDetailList().getFirst();
        assertEquals(READ_ONLY, devs.attachedManagedPolicies().getFirst().policyArn());
        assertTrue(devs.hasGroupPolicyList());

        var box =
                all.roleDetailList().stream()
                        .filter(role -> role.roleName().equals("box"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(TRUST, decoded(box.assumeRolePolicyDocument()));
        assertEquals("profile", box.instanceProfileList().getFirst().instanceProfileName());
        assertEquals("box", box.instanceProfileList().getFirst().roles().getFirst().roleName());
        assertTrue(box.roleLastUsed() != null, "an empty structure while it was never used");

        assertEquals(
                List.of(own, READ_ONLY, "arn:aws:iam::aws:policy/AdministratorAccess").stream()
                        .sorted()
                        .toList(),
                all.policies().stream().map(ManagedPolicyDetail::arn).sorted().toList(),
                "the account's own, and those of AWS's in use");
        var policy =
                all.policies().stream().filter(p -> p.arn().equals(own)).findFirst().orElseThrow();
        assertEquals("v2", policy.defaultVersionId());
        assertEquals(1, policy.permissionsBoundaryUsageCount());
        assertEquals(
                List.of("v2", "v1"),
                policy.policyVersionList().stream().map(v -> v.versionId()).toList());
        assertEquals(DOCUMENT, decoded(policy.policyVersionList().getLast().document()));
    }

    private static final String CHANGED = DOCUMENT.replace("s3:Get*", "s3:Put*");

    @Test
    void aFilterLeavesOnlyTheKindsThatItNames() {
        iam.createUser(r -> r.userName("ana"));
        iam.createGroup(r -> r.groupName("devs"));
        var told =
                iam.getAccountAuthorizationDetails(
                        r -> r.filter(EntityType.USER, EntityType.AWS_MANAGED_POLICY));
        assertEquals(1, told.userDetailList().size());
        assertEquals(List.of(), told.groupDetailList());
        assertEquals(List.of(), told.roleDetailList());
        assertEquals(
                List.of("AdministratorAccess"),
                told.policies().stream().map(ManagedPolicyDetail::policyName).toList());

        IamException unknown =
                assertThrows(
                        IamException.class,
                        () ->
                                iam.getAccountAuthorizationDetails(
                                        r -> r.filterWithStrings("Nothing")));
        assertEquals("ValidationError", unknown.awsErrorDetails().errorCode());
    }

    @Test
    void pagesOfAnySizeTellEachItemOnce() {
        for (int i = 0; i < 6; i++) {
            String number = Integer.toString(i);
            iam.createUser(r -> r.userName("user-" + number));
            iam.createGroup(r -> r.groupName("group-" + number));
        }
        iam.createPolicy(r -> r.policyName("own").policyDocument(DOCUMENT));
        for (int size : new int[] {1, 5, 1000}) {
            var arns = new ArrayList<String>();
            for (var page : iam.getAccountAuthorizationDetailsPaginator(r -> r.maxItems(size))) {
                List<String> told = arns(page);
                assertTrue(told.size() <= size);
                arns.addAll(told);
            }
            // With the tenant's own role, and the policy that it has.
            assertEquals(6 + 6 + 1 + 1 + 1, arns.size());
            assertEquals(arns.size(), new HashSet<>(arns).size());
        }
    }

    private static List<String> arns(GetAccountAuthorizationDetailsResponse page) {
        return Stream.of(
                        page.userDetailList().stream().map(d -> d.arn()),
                        page.groupDetailList().stream().map(d -> d.arn()),
                        page.roleDetailList().stream().map(d -> d.arn()),
                        page.policies().stream().map(d -> d.arn()))
                .flatMap(arns -> arns)
                .toList();
    }

    @Test
    void aMarkerIsGoodForItsOwnFilterOnly() {
        iam.createUser(r -> r.userName("ana"));
        iam.createUser(r -> r.userName("bob"));
        String marker =
                iam.getAccountAuthorizationDetails(r -> r.filter(EntityType.USER).maxItems(1))
                        .marker();
        assertEquals(
                "bob",
                iam.getAccountAuthorizationDetails(r -> r.filter(EntityType.USER).marker(marker))
                        .userDetailList()
                        .getFirst()
                        .userName());
        assertEquals(
                "ValidationError",
                Client.refusal(() -> iam.getAccountAuthorizationDetails(r -> r.marker(marker)))
                        .code());
    }

    @Test
    void itTakesThePermissionOverEverything() {
        var person = tenant.user("auditor");
        var refusal = Client.refusal(person.client().iam()::getAccountAuthorizationDetails);
        assertEquals("AccessDenied", refusal.code());
        tenant.grant("auditor", ALLOWED);
        assertEquals(
                "auditor",
                person.client()
                        .iam()
                        .getAccountAuthorizationDetails()
                        .userDetailList()
                        .getFirst()
                        .userName());
        tenant.grant("auditor", ALLOWED.replace("\"*\"", '"' + tenant.arn("user/*") + '"'));
        assertEquals(
                "AccessDenied",
                Client.refusal(person.client().iam()::getAccountAuthorizationDetails).code());
    }
}
