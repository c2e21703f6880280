package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.organizations.model.TargetType;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Policies of an organization: types, policies, and where they are attached. */
@ExtendWith(RunningHouse.Shared.class)
final class OrganizationPoliciesTest extends OrganizationPolicyFixture {

    private static final String NO_ROOT = "r-none";

    OrganizationPoliciesTest(RunningHouse house) {
        super(house);
    }

    @Test
    void typesAreEnabledAndDisabledAtTheRoot() {
        if (isEnabled(organizations, RCP)) {
            organizations.disablePolicyType(r -> r.rootId(root).policyType(RCP));
        }
        assertEquals(
                "PolicyTypeNotEnabledException",
                code(() -> organizations.disablePolicyType(r -> r.rootId(root).policyType(RCP))));
        var enabled = organizations.enablePolicyType(r -> r.rootId(root).policyType(RCP)).root();
        assertTrue(enabled.policyTypes().stream().anyMatch(each -> each.type() == RCP));
        assertEquals(organizations.listRoots(r -> {}).roots().getFirst(), enabled);
        assertEquals(
                "PolicyTypeAlreadyEnabledException",
                code(() -> organizations.enablePolicyType(r -> r.rootId(root).policyType(RCP))));
        String unit = unit("With RCPs");
        assertEquals(List.of("p-RCPFullAWSAccess"), attached(unit, RCP));
        assertInvalid("NON_DETACHABLE_POLICY", () -> detach("p-RCPFullAWSAccess", unit));
        var disabled = organizations.disablePolicyType(r -> r.rootId(root).policyType(RCP)).root();
        assertTrue(disabled.policyTypes().stream().noneMatch(each -> each.type() == RCP));
        assertEquals(List.of(), attached(unit, RCP));
        for (PolicyType type : List.of(SCP, RCP)) {
            assertEquals(
                    "RootNotFoundException",
                    code(
                            () ->
                                    organizations.enablePolicyType(
                                            r -> r.rootId(NO_ROOT).policyType(type))));
            assertEquals(
                    "RootNotFoundException",
                    code(
                            () ->
                                    organizations.disablePolicyType(
                                            r -> r.rootId(NO_ROOT).policyType(type))));
        }
        assertEquals(
                "PolicyTypeNotAvailableForOrganizationException",
                code(
                        () ->
                                organizations.enablePolicyType(
                                        r -> r.rootId(root).policyType(PolicyType.TAG_POLICY))));
        assertEquals(
                SCP,
                organizations
                        .describeOrganization()
                        .organization()
                        .availablePolicyTypes()
                        .getFirst()
                        .type());
    }

    @Test
    void awsPoliciesAreThereFromTheStart() {
        PolicySummary full =
                organizations.describePolicy(r -> r.policyId(FULL)).policy().policySummary();
        assertEquals(
                "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
                full.arn());
        assertEquals("FullAWSAccess", full.name());
        assertEquals("Allows access to every operation", full.description());
        assertTrue(full.awsManaged());
        PolicySummary rcp =
                organizations
                        .describePolicy(r -> r.policyId("p-RCPFullAWSAccess"))
                        .policy()
                        .policySummary();
        assertEquals(
                "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess",
                rcp.arn());
        assertInvalid("IMMUTABLE_POLICY", () -> organizations.deletePolicy(r -> r.policyId(FULL)));
        assertInvalid(
                "IMMUTABLE_POLICY",
                () -> organizations.updatePolicy(r -> r.policyId(FULL).name("Other")));
    }

    @Test
    void aPolicyIsMadeDescribedChangedTaggedAndDeleted() {
        Policy policy = create("Life", tag("team", "a"));
        PolicySummary summary = policy.policySummary();
        String id = summary.id();
        assertTrue(id.matches("p-[a-z0-9]{10}"), id);
        assertEquals(
                arns + "policy/" + organization + "/service_control_policy/" + id, summary.arn());
        assertEquals(DENY, policy.content());
        assertEquals(policy, organizations.describePolicy(r -> r.policyId(id)).policy());
        assertEquals(List.of(tag("team", "a")), tags(id));
        organizations.tagResource(r -> r.resourceId(id).tags(tag("cost", "7")));
        organizations.untagResource(r -> r.resourceId(id).tagKeys("team"));
        assertEquals(List.of(tag("cost", "7")), tags(id));
        Policy updated = organizations.updatePolicy(r -> r.policyId(id).name("Life 2")).policy();
        assertEquals("Life 2", updated.policySummary().name());
        assertEquals(DENY, updated.content());
        String other = Documents.deny("sqs:*", "*");
        organizations.updatePolicy(r -> r.policyId(id).content(other).description("other"));
        Policy read = organizations.describePolicy(r -> r.policyId(id)).policy();
        assertEquals(other, read.content());
        assertEquals("other", read.policySummary().description());
        organizations.deletePolicy(r -> r.policyId(id));
        assertEquals(
                NO_SUCH_POLICY, refusal(() -> organizations.describePolicy(r -> r.policyId(id))));
        assertEquals(
                NO_SUCH_POLICY, refusal(() -> organizations.deletePolicy(r -> r.policyId(id))));
        assertEquals(
                NO_SUCH_POLICY,
                refusal(() -> organizations.updatePolicy(r -> r.policyId(id).name("x"))));
        assertEquals("TargetNotFoundException", code(() -> tags(id)));
    }

    private List<Tag> tags(String id) {
        return organizations.listTagsForResource(r -> r.resourceId(id)).tags();
    }

    @Test
    void policiesAreListedInPagesByTheirType() {
        Set<String> made = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            made.add(create("Listed " + i).policySummary().id());
        }
        List<String> listed =
                organizations.listPoliciesPaginator(r -> r.filter(SCP).maxResults(1)).stream()
                        .flatMap(page -> page.policies().stream())
                        .map(PolicySummary::id)
                        .toList();
        assertEquals(FULL, listed.getFirst());
        assertEquals(listed.size(), new TreeSet<>(listed).size());
        assertTrue(listed.containsAll(made));
        assertEquals(
                List.of("p-RCPFullAWSAccess"),
                organizations.listPolicies(r -> r.filter(RCP)).policies().stream()
                        .map(PolicySummary::id)
                        .filter(id -> id.startsWith("p-R"))
                        .toList());
        assertEquals(
                List.of(),
                organizations.listPolicies(r -> r.filter(PolicyType.TAG_POLICY)).policies());
    }

    @Test
    void aPolicyIsAttachedAndDetachedAndItsTargetsAreListed() {
        String id = create("Attached").policySummary().id();
        Tenant tenant = house.newAccount();
        String unit = unit("Attached to");
        assertEquals(List.of(FULL), attached(unit, SCP));
        assertEquals(List.of(FULL), attached(tenant.account(), SCP));
        for (String target : List.of(unit, tenant.account(), root)) {
            attach(id, target);
            assertEquals(
                    new Refusal(
                            400,
                            "DuplicatePolicyAttachmentException",
                            "A policy with the specified name and type already exists."),
                    refusal(() -> attach(id, target)));
            assertEquals(Set.of(FULL, id), Set.copyOf(attached(target, SCP)));
        }
        assertEquals(
                Set.of(
                        target(
                                arns + "root/" + organization + "/" + root,
                                "Root",
                                root,
                                TargetType.ROOT),
                        target(
                                arns + "ou/" + organization + "/" + unit,
                                "Attached to",
                                unit,
                                TargetType.ORGANIZATIONAL_UNIT),
                        target(
                                arns + "account/" + organization + "/" + tenant.account(),
                                organizations
                                        .describeAccount(r -> r.accountId(tenant.account()))
                                        .account()
                                        .name(),
                                tenant.account(),
                                TargetType.ACCOUNT)),
                targets(id));
        Set<String> everywhere =
                targets(FULL).stream()
                        .map(PolicyTargetSummary::targetId)
                        .collect(Collectors.toSet());
        assertTrue(everywhere.containsAll(Set.of(root, unit, tenant.account(), house.account())));
        assertEquals(
                "PolicyInUseException",
                code(() -> organizations.deletePolicy(r -> r.policyId(id))));
        for (String target : List.of(unit, tenant.account(), root)) {
            detach(id, target);
            assertEquals("PolicyNotAttachedException", code(() -> detach(id, target)));
        }
        assertEquals(Set.of(), targets(id));
        assertTooMuch("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", () -> detach(FULL, unit));
        organizations.deletePolicy(r -> r.policyId(id));
    }

    private static PolicyTargetSummary target(String arn, String name, String id, TargetType type) {
        return PolicyTargetSummary.builder().arn(arn).name(name).targetId(id).type(type).build();
    }

    @Test
    void eachOperationIsAllowedOnTheVeryPolicyAndType() {
        var management = new Tenant(house.account(), house.root());
        PolicySummary one = create("Allowed").policySummary();
        String other = create("Not allowed").policySummary().id();
        var person =
                management.user(
                        "policy-admin", Documents.allow("organizations:DescribePolicy", one.arn()));
        var asked = person.client().organizations();
        asked.describePolicy(r -> r.policyId(one.id()));
        assertEquals(
                "AccessDeniedException", code(() -> asked.describePolicy(r -> r.policyId(other))));
        management.grant(
                "policy-admin",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                "Action":"organizations:*Policy","Resource":"*","Condition":
                {"StringEquals":{"organizations:PolicyType":"SERVICE_CONTROL_POLICY"}}}}\
                """);
        asked.attachPolicy(r -> r.policyId(one.id()).targetId(root));
        asked.detachPolicy(r -> r.policyId(one.id()).targetId(root));
        asked.describePolicy(r -> r.policyId(FULL));
        assertEquals(
                "AccessDeniedException",
                code(() -> asked.describePolicy(r -> r.policyId("p-RCPFullAWSAccess"))));
    }
}
