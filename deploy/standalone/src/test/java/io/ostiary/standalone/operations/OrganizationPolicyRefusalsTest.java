package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

import java.util.List;

/** What an organization refuses of policies, and to whom. */
@ExtendWith(RunningHouse.Shared.class)
final class OrganizationPolicyRefusalsTest extends OrganizationPolicyFixture {

    private static final String NO_POLICY = "p-none0000";

    OrganizationPolicyRefusalsTest(RunningHouse house) {
        super(house);
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
}
