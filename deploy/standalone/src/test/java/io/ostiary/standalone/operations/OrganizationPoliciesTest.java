package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.organizations.model.TargetType;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Policies of an organization: types, policies, and where they are attached. */
@ExtendWith(RunningHouse.Shared.class)
final class OrganizationPoliciesTest {
    private static final PolicyType SCP = PolicyType.SERVICE_CONTROL_POLICY;
    private static final PolicyType RCP = PolicyType.RESOURCE_CONTROL_POLICY;
    private static final String FULL = "p-FullAWSAccess";
    private static final String NO_POLICY = "p-none0000";
    private static final String NO_UNIT = "ou-none-none0000";
    private static final String NO_ROOT = "r-none";
    private static final String DENY = Documents.deny("s3:*", "*");

    private static final Refusal NO_SUCH_POLICY =
            new Refusal(
                    400, "PolicyNotFoundException", "You specified a policy that doesn't exist.");

    private final RunningHouse house;
    private final OrganizationsClient organizations;
    private final String root;
    private final String arns;
    private final String organization;

    OrganizationPoliciesTest(RunningHouse house) {
        this.house = house;
        organizations = house.root().organizations();
        root = organizations.listRoots(r -> {}).roots().getFirst().id();
        organization = organizations.describeOrganization().organization().id();
        arns = "arn:aws:organizations::" + house.account() + ":";
        enable(organizations, root, SCP);
    }

    /** Of the shared house, where another test may have done it. */
    static void enable(OrganizationsClient organizations, String root, PolicyType type) {
        if (!isEnabled(organizations, type)) {
            organizations.enablePolicyType(r -> r.rootId(root).policyType(type));
        }
    }

    private static boolean isEnabled(OrganizationsClient organizations, PolicyType type) {
        return organizations.listRoots(r -> {}).roots().getFirst().policyTypes().stream()
                .anyMatch(each -> each.type() == type && each.status() == PolicyTypeStatus.ENABLED);
    }

    private Policy create(String name, Tag... tags) {
        return organizations
                .createPolicy(
                        r -> r.name(name).description("denies").content(DENY).type(SCP).tags(tags))
                .policy();
    }

    private String unit(String name) {
        return organizations
                .createOrganizationalUnit(r -> r.parentId(root).name(name))
                .organizationalUnit()
                .id();
    }

    private void attach(String policy, String target) {
        organizations.attachPolicy(r -> r.policyId(policy).targetId(target));
    }

    private void detach(String policy, String target) {
        organizations.detachPolicy(r -> r.policyId(policy).targetId(target));
    }

    private static String code(Executable call) {
        return refusal(call).code();
    }

    private static void assertInvalid(String reason, Executable call) {
        assertEquals(reason, assertThrows(InvalidInputException.class, call).reasonAsString());
    }

    private static void assertTooMuch(String reason, Executable call) {
        assertEquals(
                reason, assertThrows(ConstraintViolationException.class, call).reasonAsString());
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

    private List<String> attached(String target, PolicyType type) {
        return organizations
                .listPoliciesForTargetPaginator(r -> r.targetId(target).filter(type).maxResults(1))
                .stream()
                .flatMap(page -> page.policies().stream())
                .map(PolicySummary::id)
                .toList();
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

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
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

    private Set<PolicyTargetSummary> targets(String policy) {
        return organizations
                .listTargetsForPolicyPaginator(r -> r.policyId(policy).maxResults(2))
                .stream()
                .flatMap(page -> page.targets().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void whatIsNotThereOrTooMuchOrNoDocumentIsRefused() {
        assertEquals(NO_SUCH_POLICY, refusal(() -> attach(NO_POLICY, root)));
        assertEquals(NO_SUCH_POLICY, refusal(() -> detach(NO_POLICY, root)));
        assertEquals(NO_SUCH_POLICY, refusal(() -> targets(NO_POLICY)));
        for (Executable call :
                List.<Executable>of(
                        () -> attach(FULL, NO_UNIT),
                        () -> detach(FULL, NO_UNIT),
                        () -> attached(NO_UNIT, SCP))) {
            assertEquals("TargetNotFoundException", code(call));
        }
        String id = create("Refused").policySummary().id();
        Refusal twice =
                new Refusal(
                        400,
                        "DuplicatePolicyException",
                        "A policy with the specified name and type already exists.");
        assertEquals(twice, refusal(() -> create("Refused")));
        String other = create("Refused 2").policySummary().id();
        assertEquals(
                twice,
                refusal(() -> organizations.updatePolicy(r -> r.policyId(other).name("Refused"))));
        Refusal malformed =
                new Refusal(
                        400,
                        "MalformedPolicyDocumentException",
                        "The provided policy document does not meet the requirements of the"
                                + " specified policy type.");
        assertEquals(malformed, refusal(() -> content("{}")));
        assertEquals(
                malformed,
                refusal(() -> organizations.updatePolicy(r -> r.policyId(id).content("{}"))));
        String tooLong = DENY + " ".repeat(10_241 - DENY.length());
        assertTooMuch("POLICY_CONTENT_LIMIT_EXCEEDED", () -> content(tooLong));
        assertTooMuch(
                "POLICY_CONTENT_LIMIT_EXCEEDED",
                () -> organizations.updatePolicy(r -> r.policyId(id).content(tooLong)));
        assertInvalid("DUPLICATE_TAG_KEY", () -> create("Twins", tag("x", "1"), tag("x", "2")));
        assertEquals(
                "PolicyTypeNotAvailableForOrganizationException",
                code(
                        () ->
                                organizations.createPolicy(
                                        r ->
                                                r.name("Tags")
                                                        .description("")
                                                        .content(DENY)
                                                        .type(PolicyType.TAG_POLICY))));
        String unit = unit("Full of policies");
        for (int i = 1; i < 10; i++) {
            attach(create("Many " + i).policySummary().id(), unit);
        }
        assertTooMuch("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", () -> attach(id, unit));
    }

    private void content(String content) {
        organizations.createPolicy(
                r -> r.name("Content").description("").content(content).type(SCP));
    }

    @Test
    void aPolicyOfATypeThatIsNotEnabledCannotBeAttached() {
        if (isEnabled(organizations, RCP)) {
            organizations.disablePolicyType(r -> r.rootId(root).policyType(RCP));
        }
        String id =
                organizations
                        .createPolicy(
                                r ->
                                        r.name("Early")
                                                .description("")
                                                .type(RCP)
                                                .content(
                                                        """
                                                        {"Version":"2012-10-17","Statement":
                                                        {"Effect":"Deny","Principal":"*",
                                                        "Action":"s3:*","Resource":"*"}}\
                                                        """))
                        .policy()
                        .policySummary()
                        .id();
        assertEquals(
                new Refusal(
                        400,
                        "PolicyTypeNotEnabledException",
                        "This operation can be performed only for enabled policy types."),
                refusal(() -> attach(id, root)));
        assertEquals("PolicyNotAttachedException", code(() -> detach(id, root)));
        organizations.deletePolicy(r -> r.policyId(id));
    }

    @Test
    void thereIsNoEffectivePolicy() {
        Tenant tenant = house.newAccount();
        var member = tenant.admin().organizations();
        for (Executable call :
                List.<Executable>of(
                        () -> effective(organizations, house.account()),
                        () -> effective(organizations, tenant.account()),
                        () -> effective(member, tenant.account()))) {
            assertEquals("EffectivePolicyNotFoundException", code(call));
        }
        assertEquals("AccessDeniedException", code(() -> effective(member, house.account())));
        assertEquals(
                "TargetNotFoundException", code(() -> effective(organizations, "999999999999")));
        assertInvalid("TARGET_NOT_SUPPORTED", () -> effective(organizations, root));
        assertInvalid(
                "INVALID_ENUM",
                () ->
                        organizations.describeEffectivePolicy(
                                r -> r.policyType("SERVICE_CONTROL_POLICY")));
    }

    private static void effective(OrganizationsClient asked, String target) {
        asked.describeEffectivePolicy(r -> r.policyType("TAG_POLICY").targetId(target));
    }

    @Test
    void whatBreaksTheModelIsRefusedWithAReason() {
        String bad = "x";
        for (Executable call :
                List.<Executable>of(
                        () -> organizations.describePolicy(r -> r.policyId(bad)),
                        () -> organizations.deletePolicy(r -> r.policyId(bad)),
                        () -> organizations.updatePolicy(r -> r.policyId(bad)),
                        () -> attach(bad, root),
                        () -> detach(bad, root),
                        () -> organizations.enablePolicyType(r -> r.rootId(bad).policyType(SCP)),
                        () -> organizations.disablePolicyType(r -> r.rootId(bad).policyType(SCP)),
                        () -> organizations.listTargetsForPolicy(r -> r.policyId(bad)),
                        () ->
                                organizations.listPoliciesForTarget(
                                        r -> r.targetId(bad).filter(SCP)))) {
            assertInvalid("INVALID_PATTERN", call);
        }
        assertInvalid("INVALID_ENUM", () -> organizations.listPolicies(r -> r.filter(bad)));
        String none = "none";
        for (Executable call :
                List.<Executable>of(
                        () -> organizations.listPolicies(r -> r.filter(SCP).nextToken(none)),
                        () ->
                                organizations.listPoliciesForTarget(
                                        r -> r.filter(SCP).targetId(root).nextToken(none)),
                        () ->
                                organizations.listTargetsForPolicy(
                                        r -> r.policyId(FULL).nextToken(none)))) {
            assertInvalid("INVALID_NEXT_TOKEN", call);
        }
    }

    @Test
    void onlyTheManagementAccountMayDoThis() {
        var member = house.newAccount().admin().organizations();
        for (Executable call :
                List.<Executable>of(
                        () -> member.enablePolicyType(r -> r.rootId(root).policyType(RCP)),
                        () -> member.disablePolicyType(r -> r.rootId(root).policyType(SCP)),
                        () ->
                                member.createPolicy(
                                        r ->
                                                r.name("Mine")
                                                        .description("")
                                                        .content(DENY)
                                                        .type(SCP)),
                        () -> member.updatePolicy(r -> r.policyId(NO_POLICY)),
                        () -> member.deletePolicy(r -> r.policyId(NO_POLICY)),
                        () -> member.describePolicy(r -> r.policyId(FULL)),
                        () -> member.listPolicies(r -> r.filter(SCP)),
                        () -> member.attachPolicy(r -> r.policyId(FULL).targetId(root)),
                        () -> member.detachPolicy(r -> r.policyId(FULL).targetId(root)),
                        () -> member.listPoliciesForTarget(r -> r.targetId(root).filter(SCP)),
                        () -> member.listTargetsForPolicy(r -> r.policyId(FULL)))) {
            assertEquals("AccessDeniedException", code(call));
        }
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
