package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/** An organization's policies are felt by the very next call of its accounts. */
@ExtendWith(RunningHouse.Shared.class)
final class GuardrailsTest {
    private static final String DENY_LIST = Documents.deny("iam:ListUsers", "*");
    private static final String ALL = Documents.allow("*", "*");

    private final RunningHouse house;
    private final OrganizationsClient organizations;
    private final String root;

    GuardrailsTest(RunningHouse house) {
        this.house = house;
        organizations = house.root().organizations();
        root = organizations.listRoots(r -> {}).roots().getFirst().id();
    }

    private void enable(PolicyType type) {
        boolean enabled =
                organizations.listRoots(r -> {}).roots().getFirst().policyTypes().stream()
                        .anyMatch(each -> each.type() == type);
        if (!enabled) {
            organizations.enablePolicyType(r -> r.rootId(root).policyType(type));
        }
    }

    private String policy(String name, PolicyType type, String content) {
        enable(type);
        return organizations
                .createPolicy(r -> r.name(name).description("").type(type).content(content))
                .policy()
                .policySummary()
                .id();
    }

    private String scp(String name, String content) {
        return policy(name, PolicyType.SERVICE_CONTROL_POLICY, content);
    }

    private void attach(String policy, String target) {
        organizations.attachPolicy(r -> r.policyId(policy).targetId(target));
    }

    private void detach(String policy, String target) {
        organizations.detachPolicy(r -> r.policyId(policy).targetId(target));
    }

    private static void assertDenied(String end, Executable call) {
        var refused = refusal(call);
        assertEquals("AccessDenied", refused.code());
        assertTrue(refused.message().endsWith(end), refused.message());
    }

    @Test
    void aDenyIsFeltByTheNextCallAndItsEndToo() {
        Tenant tenant = house.newAccount();
        var admin = tenant.user("admin", ALL).client();
        String deny = scp("Deny ListUsers", DENY_LIST);
        for (int i = 0; i < 3; i++) {
            admin.iam().listUsers();
            attach(deny, tenant.account());
            assertDenied(
                    " is not authorized to perform: iam:ListUsers on resource: "
                            + tenant.arn("user/")
                            + " with an explicit deny in a service control policy",
                    () -> admin.iam().listUsers());
            // Sessions of a role of the account alike.
            assertDenied(
                    " with an explicit deny in a service control policy",
                    () -> tenant.admin().iam().listUsers());
            house.root().iam().listUsers();
            detach(deny, tenant.account());
        }
        admin.iam().listUsers();
        attach(deny, tenant.account());
        organizations.updatePolicy(
                r -> r.policyId(deny).content(Documents.deny("iam:ListRoles", "*")));
        admin.iam().listUsers();
        detach(deny, tenant.account());
    }

    @Test
    void whatTheRootOfTheTreeForbidsLeavesTheManagementAccountAlone() {
        var member = house.newAccount().user("admin", ALL).client();
        var manager = new Tenant(house.account(), house.root()).user("guarded-admin", ALL).client();
        String deny = scp("Deny summary", Documents.deny("iam:GetAccountSummary", "*"));
        attach(deny, root);
        attach(deny, house.account());
        try {
            assertDenied(
                    " with an explicit deny in a service control policy",
                    () -> member.iam().getAccountSummary());
            manager.iam().getAccountSummary();
            house.root().iam().getAccountSummary();
        } finally {
            detach(deny, root);
            detach(deny, house.account());
        }
        member.iam().getAccountSummary();
    }

    @Test
    void anAccountThatMovesComesUnderThePoliciesOfItsUnit() {
        Tenant tenant = house.newAccount();
        var admin = tenant.user("admin", ALL).client();
        String unit =
                organizations
                        .createOrganizationalUnit(r -> r.parentId(root).name("Guarded"))
                        .organizationalUnit()
                        .id();
        attach(scp("Only roles", Documents.allow("iam:ListRoles", "*")), unit);
        detach("p-FullAWSAccess", unit);
        admin.iam().listUsers();
        move(tenant, root, unit);
        assertDenied(
                " because no service control policy allows the iam:ListUsers action",
                () -> admin.iam().listUsers());
        admin.iam().listRoles();
        move(tenant, unit, root);
        admin.iam().listUsers();
    }

    private void move(Tenant tenant, String from, String to) {
        organizations.moveAccount(
                r -> r.accountId(tenant.account()).sourceParentId(from).destinationParentId(to));
    }

    @Test
    void aResourceControlPolicyKeepsStrangersFromARole() {
        Tenant owner = house.newAccount();
        Tenant stranger = house.newAccount();
        var caller = stranger.user("caller", ALL).client();
        String role =
                owner.role("Open", Documents.trust("arn:aws:iam::" + stranger.account() + ":root"));
        String deny =
                policy(
                        "Keep strangers out",
                        PolicyType.RESOURCE_CONTROL_POLICY,
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*",
                        "Action":"sts:AssumeRole","Resource":"*","Condition":
                        {"StringNotEquals":{"aws:PrincipalAccount":"%s"}}}}\
                        """
                                .formatted(owner.account()));
        Executable assume =
                () -> caller.sts().assumeRole(r -> r.roleArn(role).roleSessionName("session"));
        run(assume);
        attach(deny, owner.account());
        assertDenied(" on resource: " + role, assume);
        detach(deny, owner.account());
        run(assume);
    }

    private static void run(Executable call) {
        try {
            call.execute();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
