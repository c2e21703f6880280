package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.OrganizationCommand.AttachPolicy;
import io.ostiary.contract.command.OrganizationCommand.CreatePolicy;
import io.ostiary.contract.command.OrganizationCommand.DeleteOrganizationalUnit;
import io.ostiary.contract.command.OrganizationCommand.DeletePolicy;
import io.ostiary.contract.command.OrganizationCommand.DetachPolicy;
import io.ostiary.contract.command.OrganizationCommand.DisablePolicyType;
import io.ostiary.contract.command.OrganizationCommand.EnablePolicyType;
import io.ostiary.contract.command.OrganizationCommand.TagResource;
import io.ostiary.contract.command.OrganizationCommand.UntagResource;
import io.ostiary.contract.command.OrganizationCommand.UpdatePolicy;
import io.ostiary.contract.error.OrganizationsError.Conflict;
import io.ostiary.contract.error.OrganizationsError.ConstraintViolation;
import io.ostiary.contract.error.OrganizationsError.OrganizationsInvalidInput;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitCreated;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.OrganizationPolicies;
import io.ostiary.state.view.OrganizationTree;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.FixedEffects;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Policies of an organization and their attachments (Organizations API Reference). */
class OrganizationPolicyRulesTest {
    private static final String ROOT = "r-abcd";
    private static final String DEV = "ou-abcd-dev00000";
    private static final String NO_UNIT = "ou-abcd-none0000";
    private static final String SCP = "SERVICE_CONTROL_POLICY";
    private static final String RCP = "RESOURCE_CONTROL_POLICY";
    private static final String FULL = "p-FullAWSAccess";
    private static final String RCP_FULL = "p-RCPFullAWSAccess";
    private static final String NO_POLICY = "p-none0000";
    private static final String DENY =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:*\","
                    + "\"Resource\":\"*\"}}";
    private static final String RCP_DENY =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
                    + "\"Action\":\"s3:*\",\"Resource\":\"*\"}}";

    private static AccountScenario organization(String featureSet, Event... more) {
        return Rules.account()
                .given(
                        new OrganizationCreated(
                                "o-abcdefghij", ROOT, featureSet, FixedEffects.START))
                .given(new OrganizationalUnitCreated(DEV, ROOT, "Dev", FixedEffects.START))
                .given(more);
    }

    private static AccountScenario enabled(Event... more) {
        return organization("ALL", more)
                .done(new EnablePolicyType(SCP, ROOT))
                .done(new EnablePolicyType(RCP, ROOT));
    }

    private static CreatePolicy scp(String name, Tag... tags) {
        return new CreatePolicy(DENY, "denies", name, List.of(tags), SCP);
    }

    private static Event given(String id, String name) {
        return new OrganizationPolicyCreated(
                id, OrganizationPolicyType.SERVICE_CONTROL_POLICY, name, "", DENY);
    }

    private static Event givenRcp(String id) {
        return new OrganizationPolicyCreated(
                id, OrganizationPolicyType.RESOURCE_CONTROL_POLICY, id, "", RCP_DENY);
    }

    private static OrganizationPolicies policies(AccountScenario scenario) {
        return new OrganizationPolicies(
                Objects.requireNonNull(OrganizationTree.of(scenario.state())));
    }

    private static List<String> attached(AccountScenario scenario, String target) {
        return policies(scenario)
                .attachedTo(OrganizationPolicyType.SERVICE_CONTROL_POLICY, target)
                .policyIds();
    }

    private static void rejected(AccountScenario scenario, Command command, Conflict conflict) {
        scenario.when(command).thenRejected(conflict.error());
    }

    @Test
    void onlyWhoManagesAnOrganizationMayDoAnyOfIt() {
        for (Command command :
                List.of(
                        new EnablePolicyType(SCP, ROOT),
                        new DisablePolicyType(SCP, ROOT),
                        scp("deny"),
                        new UpdatePolicy(null, null, null, FULL),
                        new DeletePolicy(FULL),
                        new AttachPolicy(FULL, ROOT),
                        new DetachPolicy(FULL, ROOT))) {
            Rules.account().when(command).thenRejected("AWSOrganizationsNotInUseException");
        }
    }

    @Test
    void aTypeIsEnabledOnceAndAtTheRoot() {
        var scenario = organization("ALL");
        rejected(scenario, new EnablePolicyType(SCP, "r-none"), Conflict.ROOT_NOT_FOUND);
        rejected(scenario, new DisablePolicyType(SCP, "r-none"), Conflict.ROOT_NOT_FOUND);
        rejected(scenario, new DisablePolicyType(SCP, ROOT), Conflict.TYPE_NOT_ENABLED);
        rejected(scenario, new EnablePolicyType("TAG_POLICY", ROOT), Conflict.TYPE_NOT_AVAILABLE);
        scenario.when(new EnablePolicyType(SCP, ROOT)).thenAccepted();
        rejected(scenario, new EnablePolicyType(SCP, ROOT), Conflict.TYPE_ALREADY_ENABLED);
        scenario.when(new DisablePolicyType(SCP, ROOT)).thenAccepted();
    }

    @Test
    void anOrganizationWithoutAllFeaturesHasNoPolicies() {
        var scenario = organization("CONSOLIDATED_BILLING");
        rejected(scenario, new EnablePolicyType(SCP, ROOT), Conflict.TYPE_NOT_AVAILABLE);
        rejected(scenario, scp("deny"), Conflict.TYPE_NOT_AVAILABLE);
    }

    @Test
    void aPolicyIsMadeChangedAndDeleted() {
        var scenario = organization("ALL");
        scenario.when(scp("deny", new Tag("a", "1"))).thenAccepted();
        OrganizationPolicy policy =
                scenario.state().scan(Table.ORGANIZATION_POLICIES, "").iterator().next();
        assertTrue(policy.id().matches("p-[a-z0-9]{10}"), policy.id());
        assertEquals(List.of(new Tag("a", "1")), policy.tags());
        scenario.when(new UpdatePolicy(null, "other", "renamed", policy.id())).thenAccepted();
        OrganizationPolicy changed = policies(scenario).find(policy.id());
        assertEquals(policy.updated("renamed", "other", DENY), changed);
        scenario.when(new UpdatePolicy(null, null, "renamed", policy.id())).thenUnchanged();
        scenario.when(new TagResource(policy.id(), List.of(new Tag("A", "2")))).thenAccepted();
        scenario.when(new UntagResource(policy.id(), List.of("a"))).thenAccepted();
        scenario.when(new DeletePolicy(policy.id())).thenAccepted();
        rejected(scenario, new DeletePolicy(policy.id()), Conflict.POLICY_NOT_FOUND);
        rejected(
                scenario,
                new UpdatePolicy(null, null, null, policy.id()),
                Conflict.POLICY_NOT_FOUND);
    }

    @Test
    void aNameIsTakenOnceWithinItsType() {
        var scenario = organization("ALL", given("p-aaaaaaaa", "deny"), given("p-bbbbbbbb", "b"));
        rejected(scenario, scp("deny"), Conflict.DUPLICATE_POLICY);
        rejected(scenario, scp("FullAWSAccess"), Conflict.DUPLICATE_POLICY);
        rejected(
                scenario,
                new UpdatePolicy(null, null, "deny", "p-bbbbbbbb"),
                Conflict.DUPLICATE_POLICY);
        scenario.when(new CreatePolicy(RCP_DENY, "", "deny", List.of(), RCP)).thenAccepted();
    }

    @Test
    void aDocumentThatIsNoneOfItsTypeIsRefused() {
        var scenario = organization("ALL", given("p-aaaaaaaa", "deny"));
        for (String bad : List.of("{", "{}", RCP_DENY)) {
            rejected(
                    scenario,
                    new CreatePolicy(bad, "", "x", List.of(), SCP),
                    Conflict.MALFORMED_POLICY);
            rejected(
                    scenario,
                    new UpdatePolicy(bad, null, null, "p-aaaaaaaa"),
                    Conflict.MALFORMED_POLICY);
        }
        // An RCP never allows anything.
        for (String bad : List.of(DENY, RCP_DENY.replace("Deny", "Allow"))) {
            rejected(
                    scenario,
                    new CreatePolicy(bad, "", "x", List.of(), RCP),
                    Conflict.MALFORMED_POLICY);
        }
    }

    @Test
    void aDocumentHasAsManyCharactersAsItsTypeAllowsWhiteSpaceIncluded() {
        var tooLong =
                new ConstraintViolation(
                        "POLICY_CONTENT_LIMIT_EXCEEDED",
                        "You have exceeded the maximum policy size.");
        var scenario = organization("ALL");
        String full = DENY + " ".repeat(10_240 - DENY.length());
        scenario.when(new CreatePolicy(full, "", "full", List.of(), SCP)).thenAccepted();
        scenario.when(new CreatePolicy(full + " ", "", "x", List.of(), SCP)).thenRejected(tooLong);
        full = RCP_DENY + " ".repeat(5_120 - RCP_DENY.length());
        scenario.when(new CreatePolicy(full, "", "full", List.of(), RCP)).thenAccepted();
        scenario.when(new CreatePolicy(full + " ", "", "x", List.of(), RCP)).thenRejected(tooLong);
    }

    @Test
    void thereAreTenThousandServiceControlPoliciesAtMost() {
        List<Event> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(given("p-%08d".formatted(i), "policy " + i));
        }
        organization("ALL", many.toArray(Event[]::new))
                .whenInFullAccount(scp("one more"))
                .thenRejected(
                        new ConstraintViolation(
                                "POLICY_NUMBER_LIMIT_EXCEEDED",
                                "You attempted to exceed the number of policies that you can have"
                                        + " in an organization."));
    }

    @Test
    void awsPoliciesCannotBeChanged() {
        var immutable =
                new OrganizationsInvalidInput(
                        "IMMUTABLE_POLICY",
                        "You specified a policy that is managed by Amazon Web Services and can't be"
                                + " modified.");
        var scenario = enabled();
        for (String id : List.of(FULL, RCP_FULL)) {
            scenario.when(new UpdatePolicy(null, null, "x", id)).thenRejected(immutable);
            scenario.when(new DeletePolicy(id)).thenRejected(immutable);
            rejected(
                    scenario,
                    new TagResource(id, List.of(new Tag("a", "b"))),
                    Conflict.TARGET_NOT_FOUND);
        }
    }

    @Test
    void aPolicyIsAttachedOnceAndOnlyOfAnEnabledType() {
        var scenario = organization("ALL", given("p-aaaaaaaa", "deny"));
        rejected(scenario, new AttachPolicy("p-aaaaaaaa", ROOT), Conflict.TYPE_NOT_ENABLED);
        rejected(scenario, new DetachPolicy("p-aaaaaaaa", ROOT), Conflict.POLICY_NOT_ATTACHED);
        scenario.done(new EnablePolicyType(SCP, ROOT));
        rejected(scenario, new AttachPolicy(NO_POLICY, ROOT), Conflict.POLICY_NOT_FOUND);
        rejected(scenario, new AttachPolicy("p-aaaaaaaa", NO_UNIT), Conflict.TARGET_NOT_FOUND);
        rejected(scenario, new DetachPolicy(NO_POLICY, ROOT), Conflict.POLICY_NOT_FOUND);
        rejected(scenario, new DetachPolicy("p-aaaaaaaa", NO_UNIT), Conflict.TARGET_NOT_FOUND);
        rejected(scenario, new DetachPolicy("p-aaaaaaaa", DEV), Conflict.POLICY_NOT_ATTACHED);
        rejected(scenario, new AttachPolicy(FULL, DEV), Conflict.DUPLICATE_ATTACHMENT);
        scenario.when(new AttachPolicy("p-aaaaaaaa", DEV)).thenAccepted();
        rejected(scenario, new AttachPolicy("p-aaaaaaaa", DEV), Conflict.DUPLICATE_ATTACHMENT);
        assertEquals(List.of(FULL, "p-aaaaaaaa"), attached(scenario, DEV));
        rejected(scenario, new DeletePolicy("p-aaaaaaaa"), Conflict.POLICY_IN_USE);
        scenario.when(new DetachPolicy("p-aaaaaaaa", DEV)).thenAccepted();
        scenario.when(new DeletePolicy("p-aaaaaaaa")).thenAccepted();
    }

    @Test
    void theLastServiceControlPolicyStays() {
        var last =
                new ConstraintViolation(
                        "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
                        "You cannot remove the last policy attached to the specified target. You"
                                + " must have at least one attached at all times.");
        var scenario = enabled(given("p-aaaaaaaa", "deny"));
        scenario.when(new DetachPolicy(FULL, DEV)).thenRejected(last);
        scenario.done(new AttachPolicy("p-aaaaaaaa", DEV)).done(new DetachPolicy(FULL, DEV));
        assertEquals(List.of("p-aaaaaaaa"), attached(scenario, DEV));
        scenario.when(new DetachPolicy("p-aaaaaaaa", DEV)).thenRejected(last);
        scenario.when(new AttachPolicy(FULL, DEV)).thenAccepted();
    }

    @Test
    void theResourceControlPolicyOfAwsCannotBeDetached() {
        var scenario = enabled(givenRcp("p-aaaaaaaa")).done(new AttachPolicy("p-aaaaaaaa", ROOT));
        scenario.when(new DetachPolicy(RCP_FULL, ROOT))
                .thenRejected(
                        new OrganizationsInvalidInput(
                                "NON_DETACHABLE_POLICY",
                                "You can't detach this Amazon Web Services Managed Policy."));
        scenario.when(new DetachPolicy("p-aaaaaaaa", ROOT)).thenAccepted();
    }

    @Test
    void aTargetHasTenServiceAndFiveResourceControlPoliciesAtMost() {
        var full =
                new ConstraintViolation(
                        "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
                        "You have attached the maximum number of policies to the specified"
                                + " target.");
        List<Event> many = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            many.add(given("p-scp%05d".formatted(i), "scp " + i));
            many.add(givenRcp("p-rcp%05d".formatted(i)));
        }
        var scenario = enabled(many.toArray(Event[]::new));
        for (int i = 1; i < 10; i++) {
            scenario.done(new AttachPolicy("p-scp%05d".formatted(i), ROOT));
        }
        for (int i = 1; i < 5; i++) {
            scenario.done(new AttachPolicy("p-rcp%05d".formatted(i), ROOT));
        }
        scenario.when(new AttachPolicy("p-scp00010", ROOT)).thenRejected(full);
        scenario.when(new AttachPolicy("p-rcp00005", ROOT)).thenRejected(full);
        scenario.when(new AttachPolicy("p-rcp00005", DEV)).thenAccepted();
    }

    @Test
    void disablingATypeDetachesAllOfItAndEnablingBeginsAnew() {
        var scenario =
                enabled(given("p-aaaaaaaa", "deny"), givenRcp("p-rrrrrrrr"))
                        .done(new AttachPolicy("p-aaaaaaaa", DEV))
                        .done(new DetachPolicy(FULL, DEV))
                        .done(new AttachPolicy("p-rrrrrrrr", DEV))
                        .done(new DisablePolicyType(SCP, ROOT))
                        .done(new EnablePolicyType(SCP, ROOT));
        assertEquals(List.of(FULL), attached(scenario, DEV));
        rejected(scenario, new DeletePolicy("p-rrrrrrrr"), Conflict.POLICY_IN_USE);
        scenario.when(new DeletePolicy("p-aaaaaaaa")).thenAccepted();
    }

    @Test
    void whatWasAttachedToAUnitGoesWithIt() {
        var scenario =
                enabled(given("p-aaaaaaaa", "deny"))
                        .done(new AttachPolicy("p-aaaaaaaa", DEV))
                        .done(new DeleteOrganizationalUnit(DEV));
        assertEquals(0, scenario.state().count(Table.ATTACHED_POLICIES));
        scenario.when(new DeletePolicy("p-aaaaaaaa")).thenAccepted();
    }
}
