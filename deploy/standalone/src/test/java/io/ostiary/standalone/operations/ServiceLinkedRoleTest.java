package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Service-linked roles through the wire. */
@ExtendWith(RunningHouse.Shared.class)
final class ServiceLinkedRoleTest {
    private static final String ECS = "AWSServiceRoleForECS";

    private final Tenant tenant;
    private final IamClient iam;

    ServiceLinkedRoleTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private Role create(String service) {
        return iam.createServiceLinkedRole(r -> r.awsServiceName(service).description("linked"))
                .role();
    }

    @Test
    void aRoleIsMadeToldAndDeletedByATask() {
        Role made = create("ecs.amazonaws.com");
        assertEquals(ECS, made.roleName());
        assertEquals(tenant.arn("role/aws-service-role/ecs.amazonaws.com/" + ECS), made.arn());
        assertEquals(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":[\"sts:AssumeRole\"],"
                    + "\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"ecs.amazonaws.com\"]}}]}",
                URLDecoder.decode(made.assumeRolePolicyDocument(), StandardCharsets.UTF_8));
        assertEquals("linked", iam.getRole(r -> r.roleName(ECS)).role().description());
        assertEquals(
                List.of("AmazonECSServiceRolePolicy"),
                iam.listAttachedRolePolicies(r -> r.roleName(ECS)).attachedPolicies().stream()
                        .map(AttachedPolicy::policyName)
                        .toList());

        String task = iam.deleteServiceLinkedRole(r -> r.roleName(ECS)).deletionTaskId();
        assertEquals(
                "task/aws-service-role/ecs.amazonaws.com/" + ECS,
                task.substring(0, task.lastIndexOf('/')));
        var status = iam.getServiceLinkedRoleDeletionStatus(r -> r.deletionTaskId(task));
        assertEquals("SUCCEEDED", status.statusAsString());
        assertNull(status.reason());
        assertEquals("NoSuchEntity", refusal(() -> iam.getRole(r -> r.roleName(ECS))).code());
        create("ecs.amazonaws.com");
    }

    @Test
    void whatCannotBeIsRefusedAsAwsRefusesIt() {
        create("ecs.amazonaws.com");
        assertEquals(
                new Refusal(
                        400,
                        "InvalidInput",
                        "Service role name AWSServiceRoleForECS has been taken in this account,"
                                + " please try a different suffix."),
                refusal(() -> create("ecs.amazonaws.com")));
        assertEquals(
                new Refusal(
                        400, "InvalidInput", "Custom suffix is not allowed for rds.amazonaws.com"),
                refusal(
                        () ->
                                iam.createServiceLinkedRole(
                                        r ->
                                                r.awsServiceName("rds.amazonaws.com")
                                                        .customSuffix("Two"))));
        assertEquals(
                new Refusal(
                        403,
                        "AccessDenied",
                        "Cannot find Service Linked Role template for nothing.amazonaws.com"),
                refusal(() -> create("nothing.amazonaws.com")));
        assertEquals(
                new Refusal(
                        400,
                        "UnmodifiableEntity",
                        "Cannot perform the operation on the protected role 'AWSServiceRoleForECS'"
                                + " - this role is only modifiable by AWS"),
                refusal(() -> iam.deleteRole(r -> r.roleName(ECS))));
        assertEquals(
                new Refusal(404, "NoSuchEntity", "The role with name Missing cannot be found."),
                refusal(() -> iam.deleteServiceLinkedRole(r -> r.roleName("Missing"))));
        assertEquals(
                "NoSuchEntity",
                refusal(
                                () ->
                                        iam.getServiceLinkedRoleDeletionStatus(
                                                r ->
                                                        r.deletionTaskId(
                                                                "task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/1a2b3c4d-1234-abcd-7890-abcdef012345")))
                        .code());
        assertEquals(
                "InvalidInput",
                refusal(
                                () ->
                                        iam.getServiceLinkedRoleDeletionStatus(
                                                r -> r.deletionTaskId("anything")))
                        .code());
    }

    @Test
    void aSuffixTellsRolesOfOneServiceApart() {
        for (String suffix : List.of("One", "Two")) {
            assertEquals(
                    "AWSServiceRoleForAutoScaling_" + suffix,
                    iam.createServiceLinkedRole(
                                    r ->
                                            r.awsServiceName("autoscaling.amazonaws.com")
                                                    .customSuffix(suffix))
                            .role()
                            .roleName());
        }
        assertEquals(2, iam.listRoles(r -> r.pathPrefix("/aws-service-role/")).roles().size());
    }

    @Test
    void thePolicyThatTheGuideGivesAllowsTheWholeLifeOfARole() {
        var alice =
                tenant.user(
                        "alice",
                        Documents.allow(
                                "iam:*ServiceLinkedRole*",
                                "arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/"
                                        + "AWSServiceRoleForECS*"));
        var hers = alice.client().iam();
        assertEquals(
                "AccessDenied",
                refusal(
                                () ->
                                        hers.createServiceLinkedRole(
                                                r -> r.awsServiceName("rds.amazonaws.com")))
                        .code());
        hers.createServiceLinkedRole(r -> r.awsServiceName("ecs.amazonaws.com"));
        String task = hers.deleteServiceLinkedRole(r -> r.roleName(ECS)).deletionTaskId();
        assertEquals(
                "SUCCEEDED",
                hers.getServiceLinkedRoleDeletionStatus(r -> r.deletionTaskId(task))
                        .statusAsString());
        assertEquals(
                "AccessDenied",
                refusal(
                                () ->
                                        hers.getServiceLinkedRoleDeletionStatus(
                                                r -> r.deletionTaskId(task.replace("ecs", "rds"))))
                        .code());
    }
}
