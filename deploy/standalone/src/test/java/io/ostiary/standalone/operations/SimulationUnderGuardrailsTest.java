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

import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

import java.util.List;

/**
 * Simulations in an organization. The simulator "evaluates statements in identity-based policies,
 * service control policies (SCPs) including their condition keys and resource scoping, and the
 * inputs that you provide" (IAM API Reference, SimulatePrincipalPolicy, SimulateCustomPolicy);
 * resource control policies are none of that.
 */
@ExtendWith(RunningHouse.Shared.class)
final class SimulationUnderGuardrailsTest {

    private static final String ALL = Documents.allow("*", "*");

    private final OrganizationsClient organizations;
    private final String root;
    private final Tenant tenant;
    private final Tenant.Person admin;

    SimulationUnderGuardrailsTest(RunningHouse house) {
        organizations = house.root().organizations();
        root = organizations.listRoots(r -> {}).roots().getFirst().id();
        tenant = house.newAccount();
        admin = tenant.user("admin", ALL);
    }

    private void attach(PolicyType type, String content) {
        OrganizationPolicyFixture.enable(organizations, root, type);
        String id =
                organizations
                        .createPolicy(
                                r ->
                                        r.name("For " + tenant.account() + " " + type)
                                                .description("")
                                                .type(type)
                                                .content(content))
                        .policy()
                        .policySummary()
                        .id();
        organizations.attachPolicy(r -> r.policyId(id).targetId(tenant.account()));
    }

    private EvaluationResult simulated(String action, String resource) {
        return tenant.admin()
                .iam()
                .simulatePrincipalPolicy(
                        r ->
                                r.policySourceArn(admin.arn())
                                        .actionNames(action)
                                        .resourceArns(resource))
                .evaluationResults()
                .getFirst();
    }

    @Test
    void aServiceControlPolicyEndsTheSimulationOfAPrincipalAndOfNoCustomPolicy() {
        String kept = "arn:aws:s3:::kept/x";
        attach(PolicyType.SERVICE_CONTROL_POLICY, Documents.deny("s3:DeleteObject", kept));
        var denied = simulated("s3:DeleteObject", kept);
        assertEquals("explicitDeny", denied.evalDecisionAsString());
        assertFalse(denied.organizationsDecisionDetail().allowedByOrganizations());
        assertEquals(List.of(), denied.matchedStatements());
        var specific = denied.resourceSpecificResults().getFirst();
        assertEquals("explicitDeny", specific.evalResourceDecisionAsString());
        assertEquals(List.of(), specific.matchedStatements());
        for (var allowed :
                List.of(
                        simulated("s3:GetObject", kept),
                        simulated("s3:DeleteObject", "arn:aws:s3:::other/x"))) {
            assertEquals("allowed", allowed.evalDecisionAsString());
            assertTrue(allowed.organizationsDecisionDetail().allowedByOrganizations());
            assertEquals(1, allowed.matchedStatements().size());
        }
        var custom =
                tenant.admin()
                        .iam()
                        .simulateCustomPolicy(
                                r ->
                                        r.policyInputList(ALL)
                                                .callerArn(admin.arn())
                                                .actionNames("s3:DeleteObject")
                                                .resourceArns(kept))
                        .evaluationResults()
                        .getFirst();
        assertEquals("allowed", custom.evalDecisionAsString());
        assertNull(custom.organizationsDecisionDetail());
    }

    @Test
    void aResourceControlPolicyIsFeltByTheCallButNotByItsSimulation() {
        String role = tenant.role("App", Documents.trust(tenant.arn("root")));
        attach(
                PolicyType.RESOURCE_CONTROL_POLICY,
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*",\
                "Action":"sts:AssumeRole","Resource":"*"}}\
                """);
        var refused =
                refusal(
                        () ->
                                admin.client()
                                        .sts()
                                        .assumeRole(
                                                r -> r.roleArn(role).roleSessionName("session")));
        assertEquals("AccessDenied", refused.code());
        var simulated = simulated("sts:AssumeRole", role);
        assertEquals("allowed", simulated.evalDecisionAsString());
        assertTrue(simulated.organizationsDecisionDetail().allowedByOrganizations());
    }
}
