package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;

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

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Policies of the house's organization, by AWS's own client; SCPs are enabled. */
abstract class OrganizationPolicyFixture {

    static final PolicyType SCP = PolicyType.SERVICE_CONTROL_POLICY;
    static final PolicyType RCP = PolicyType.RESOURCE_CONTROL_POLICY;
    static final String FULL = "p-FullAWSAccess";
    static final String NO_UNIT = "ou-none-none0000";
    static final String DENY = Documents.deny("s3:*", "*");
    static final Refusal NO_SUCH_POLICY =
            new Refusal(
                    400, "PolicyNotFoundException", "You specified a policy that doesn't exist.");

    final RunningHouse house;
    final OrganizationsClient organizations;
    final String root;
    final String arns;
    final String organization;

    OrganizationPolicyFixture(RunningHouse house) {
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

    static boolean isEnabled(OrganizationsClient organizations, PolicyType type) {
        return organizations.listRoots(r -> {}).roots().getFirst().policyTypes().stream()
                .anyMatch(each -> each.type() == type && each.status() == PolicyTypeStatus.ENABLED);
    }

    Policy create(String name, Tag... tags) {
        return organizations
                .createPolicy(
                        r -> r.name(name).description("denies").content(DENY).type(SCP).tags(tags))
                .policy();
    }

    String unit(String name) {
        return organizations
                .createOrganizationalUnit(r -> r.parentId(root).name(name))
                .organizationalUnit()
                .id();
    }

    void attach(String policy, String target) {
        organizations.attachPolicy(r -> r.policyId(policy).targetId(target));
    }

    void detach(String policy, String target) {
        organizations.detachPolicy(r -> r.policyId(policy).targetId(target));
    }

    static String code(Executable call) {
        return refusal(call).code();
    }

    static void assertInvalid(String reason, Executable call) {
        assertEquals(reason, assertThrows(InvalidInputException.class, call).reasonAsString());
    }

    static void assertTooMuch(String reason, Executable call) {
        assertEquals(
                reason, assertThrows(ConstraintViolationException.class, call).reasonAsString());
    }

    List<String> attached(String target, PolicyType type) {
        return organizations
                .listPoliciesForTargetPaginator(r -> r.targetId(target).filter(type).maxResults(1))
                .stream()
                .flatMap(page -> page.policies().stream())
                .map(PolicySummary::id)
                .toList();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    Set<PolicyTargetSummary> targets(String policy) {
        return organizations
                .listTargetsForPolicyPaginator(r -> r.policyId(policy).maxResults(2))
                .stream()
                .flatMap(page -> page.targets().stream())
                .collect(Collectors.toSet());
    }
}
