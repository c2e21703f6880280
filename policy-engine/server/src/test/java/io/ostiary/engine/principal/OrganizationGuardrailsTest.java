package io.ostiary.engine.principal;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.statement;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.AccountMoved;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyAttached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyDetached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyUpdated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitCreated;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeDisabled;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeEnabled;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.result.EngineResult.SimulatePrincipalPolicyResult;
import io.ostiary.engine.TestHouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an organization's policies leave to the principals and resources of its accounts. */
final class OrganizationGuardrailsTest {

    private static final AccountId MEMBER = new AccountId("333333333333");
    private static final String ROOT = "r-abcd";
    private static final String DEV = "ou-abcd-dev00000";
    private static final String DENY_LIST = statement("Deny", "iam:ListUsers", "*");
    private static final String EVERYONE = trust("{\"AWS\":\"*\"}");
    private static final String EXPLICIT = " with an explicit deny in a service control policy";

    private final TestHouse house = new TestHouse();

    @BeforeEach
    void makeAnOrganization() {
        house.event(ONE, new OrganizationCreated("o-abcdefghij", ROOT, "ALL", house.now()));
        house.open(MEMBER, ONE);
        house.event(
                ONE,
                new AccountCreationStarted(
                        "car-1", MEMBER, "m", "m@b.c", "Role", List.of(), house.now()));
        house.event(ONE, new AccountCreationSucceeded("car-1", 1, house.now()));
        house.event(ONE, new OrganizationalUnitCreated(DEV, ROOT, "Dev", house.now()));
        house.event(ONE, new PolicyTypeEnabled(OrganizationPolicyType.SERVICE_CONTROL_POLICY));
        house.event(ONE, new PolicyTypeEnabled(OrganizationPolicyType.RESOURCE_CONTROL_POLICY));
    }

    private void scp(String id, String document) {
        create(id, OrganizationPolicyType.SERVICE_CONTROL_POLICY, document);
    }

    /** Denies everybody. */
    private void rcp(String id, String action) {
        create(
                id,
                OrganizationPolicyType.RESOURCE_CONTROL_POLICY,
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*",
                "Action":"%s","Resource":"*"}}\
                """
                        .formatted(action));
    }

    private void create(String id, OrganizationPolicyType type, String document) {
        house.event(ONE, new OrganizationPolicyCreated(id, type, id, "", document));
    }

    private void attach(String id, String target) {
        house.event(ONE, new OrganizationPolicyAttached(id, target));
    }

    private void detach(String id, String target) {
        house.event(ONE, new OrganizationPolicyDetached(id, target));
    }

    private @Nullable String listUsers(Caller caller) {
        return house.denial(caller, "iam", "ListUsers", Map.of());
    }

    private Caller root(AccountId account) {
        return house.caller(house.key(account, house.root(account)));
    }

    private Caller session(Caller caller, String roleArn) {
        return house.caller(house.session(caller, assume(roleArn)));
    }

    private static void assertDenied(@Nullable String denial, String end) {
        assertNotNull(denial);
        assertTrue(denial.startsWith("AccessDenied: ") && denial.endsWith(end), denial);
    }

    @Test
    void aDenyAtTheAccountLimitsItsUsersAndItsRootAtOnceAndNobodyElse() {
        Caller admin = house.userCaller(MEMBER, ALLOW_ALL);
        Caller root = root(MEMBER);
        assertNull(listUsers(admin));
        assertNull(listUsers(root));
        scp("p-deny", DENY_LIST);
        assertNull(listUsers(admin));
        attach("p-deny", MEMBER.value());
        assertDenied(listUsers(admin), EXPLICIT);
        assertDenied(listUsers(root), EXPLICIT);
        assertNull(house.denial(admin, "iam", "ListRoles", Map.of()));
        assertNull(house.denial(root, "iam", "ListRoles", Map.of()));
        assertNull(listUsers(root(TWO)));
        detach("p-deny", MEMBER.value());
        assertNull(listUsers(admin));
        assertNull(listUsers(root));
    }

    @Test
    void aSimulationIsToldApartWhatTheOrganizationDoesNotAllow() {
        Caller admin = house.userCaller(MEMBER, ALLOW_ALL);
        assertEquals("allowed true", simulated(admin));
        scp("p-deny", DENY_LIST);
        attach("p-deny", MEMBER.value());
        assertEquals("explicitDeny false", simulated(admin));
        detach("p-deny", MEMBER.value());
        assertEquals("allowed true", simulated(admin));
    }

    private String simulated(Caller user) {
        var query =
                new EngineQuery.SimulatePrincipalPolicy(
                        List.of("iam:ListUsers"),
                        null,
                        List.of(),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        user.arn(),
                        List.of(),
                        null,
                        null,
                        null);
        var answer = house.engine.answer(user, query).toCompletableFuture().join();
        if (answer instanceof Answer.Given(SimulatePrincipalPolicyResult result)) {
            var only = result.evaluationResults().getFirst();
            var detail = Objects.requireNonNull(only.organizationsDecisionDetail());
            return only.evalDecision() + " " + detail.allowedByOrganizations();
        }
        throw new AssertionError(answer);
    }

    @Test
    void theManagementAccountIsNotLimitedEvenByWhatIsAttachedToIt() {
        scp("p-deny", DENY_LIST);
        attach("p-deny", ROOT);
        attach("p-deny", ONE.value());
        assertNull(listUsers(root(ONE)));
        assertNull(listUsers(house.userCaller(ONE, ALLOW_ALL)));
        assertDenied(listUsers(root(MEMBER)), EXPLICIT);
    }

    @Test
    void aPolicyOfAUnitLimitsTheAccountsThatMoveIntoIt() {
        Caller admin = house.userCaller(MEMBER, ALLOW_ALL);
        scp("p-deny", DENY_LIST);
        attach("p-deny", DEV);
        assertNull(listUsers(admin));
        house.event(ONE, new AccountMoved(MEMBER, DEV));
        assertDenied(listUsers(admin), EXPLICIT);
        house.event(ONE, new AccountMoved(MEMBER, ROOT));
        assertNull(listUsers(admin));
    }

    @Test
    void whatOneLevelDoesNotAllowNoOtherGivesBack() {
        house.event(ONE, new AccountMoved(MEMBER, DEV));
        Caller admin = house.userCaller(MEMBER, ALLOW_ALL);
        scp("p-some", TestHouse.allow("iam:ListRoles", "*"));
        attach("p-some", DEV);
        detach("p-FullAWSAccess", DEV);
        assertDenied(
                listUsers(admin),
                " because no service control policy allows the iam:ListUsers action");
        assertNull(house.denial(admin, "iam", "ListRoles", Map.of()));
    }

    @Test
    void aServiceControlPolicyAllowsNothingByItself() {
        assertDenied(
                listUsers(house.userCaller(MEMBER, TestHouse.allow("iam:ListRoles", "*"))),
                " because no identity-based policy allows the iam:ListUsers action");
    }

    @Test
    void aChangedPolicyAndADisabledTypeAreFeltAtOnce() {
        Caller admin = house.userCaller(MEMBER, ALLOW_ALL);
        scp("p-deny", statement("Deny", "iam:ListRoles", "*"));
        attach("p-deny", ROOT);
        assertNull(listUsers(admin));
        house.event(ONE, new OrganizationPolicyUpdated("p-deny", "p-deny", "", DENY_LIST));
        assertDenied(listUsers(admin), EXPLICIT);
        house.event(ONE, new PolicyTypeDisabled(OrganizationPolicyType.SERVICE_CONTROL_POLICY));
        assertNull(listUsers(admin));
        house.event(ONE, new PolicyTypeEnabled(OrganizationPolicyType.SERVICE_CONTROL_POLICY));
        assertNull(listUsers(admin));
    }

    @Test
    void aServiceLinkedRoleIsLimitedByNone() {
        String trusted = trust("{\"AWS\":\"arn:aws:iam::333333333333:root\"}");
        EntityId linked =
                house.role(MEMBER, "Linked", "/aws-service-role/x.y/", trusted, Map.of(), 3_600);
        EntityId plain = house.role(MEMBER, "Plain", trusted, Map.of());
        house.put(MEMBER, linked, "all", ALLOW_ALL);
        house.put(MEMBER, plain, "all", ALLOW_ALL);
        scp("p-deny", DENY_LIST);
        attach("p-deny", ROOT);
        rcp("p-rcp", "sts:AssumeRole");
        attach("p-rcp", ROOT);
        Caller admin = house.userCaller(MEMBER, ALLOW_ALL);
        String roles = "arn:aws:iam::333333333333:role/";
        assertNull(listUsers(session(admin, roles + "aws-service-role/x.y/Linked")));
        assertDenied(
                house.refusal(admin, assume(roles + "Plain")),
                " with an explicit deny in a resource control policy");
        detach("p-rcp", ROOT);
        assertDenied(listUsers(session(admin, roles + "Plain")), EXPLICIT);
    }

    @Test
    void aPathThatOnlyLooksLikeThatOfAServiceLinkedRoleExemptsNothing() {
        house.role(MEMBER, "Sly", "/x:role/aws-service-role/y/", EVERYONE, Map.of(), 3_600);
        Caller admin = house.userCaller(MEMBER, ALLOW_ALL);
        String sly = "arn:aws:iam::333333333333:role/x:role/aws-service-role/y/Sly";
        house.session(admin, assume(sly));
        rcp("p-rcp", "sts:AssumeRole");
        attach("p-rcp", ROOT);
        assertDenied(house.refusal(admin, assume(sly)), " in a resource control policy");
    }

    @Test
    void aResourceControlPolicyLimitsStrangersAtTheResourcesOfItsAccounts() {
        house.role(MEMBER, "Open", EVERYONE, Map.of());
        house.role(TWO, "Open", EVERYONE, Map.of());
        Caller stranger = house.userCaller(TWO, ALLOW_ALL);
        Caller member = house.userCaller(MEMBER, ALLOW_ALL);
        String there = "arn:aws:iam::333333333333:role/Open";
        house.session(stranger, assume(there));
        rcp("p-rcp", "sts:*");
        attach("p-rcp", MEMBER.value());
        // Across accounts nobody is told why, and no role from none.
        String refused = house.refusal(stranger, assume(there));
        assertDenied(refused, "role/Open");
        assertEquals(
                refused.replace("Open", "None"),
                house.refusal(stranger, assume("arn:aws:iam::333333333333:role/None")));
        // The resource lies outside of the organization.
        house.session(member, assume("arn:aws:iam::222222222222:role/Open"));
        // IAM is none of the services that it concerns.
        rcp("p-iam", "iam:*");
        attach("p-iam", MEMBER.value());
        assertNull(listUsers(member));
    }

    @Test
    void theServiceControlPoliciesOfTheCallerAreAskedForResourcesElsewhere() {
        house.role(TWO, "Open", EVERYONE, Map.of());
        Caller member = house.userCaller(MEMBER, ALLOW_ALL);
        String there = "arn:aws:iam::222222222222:role/Open";
        house.session(member, assume(there));
        scp("p-deny", statement("Deny", "sts:AssumeRole", "*"));
        attach("p-deny", ROOT);
        assertDenied(house.refusal(member, assume(there)), "role/Open");
    }

    @Test
    void membersAndTheirRolesAreClosedWhileTheOrganizationCannotBeRead() {
        house.role(MEMBER, "Open", EVERYONE, Map.of());
        Caller stranger = house.userCaller(TWO, ALLOW_ALL);
        Caller member = house.userCaller(MEMBER, ALLOW_ALL);
        house.refuse(ONE);
        assertNotNull(listUsers(member));
        String refused = house.refusal(stranger, assume("arn:aws:iam::333333333333:role/Open"));
        assertTrue(refused.startsWith("ServiceUnavailable"), refused);
        assertNull(listUsers(stranger));
    }
}
