package io.ostiary.engine.search;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyAttached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyCreated;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeEnabled;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.SearchCall.Sought;
import io.ostiary.engine.TestHouse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What an organization's policies leave of who can in a member account. */
final class GuardrailsOfSearchesTest {

    private static final AccountId MEMBER = new AccountId("333333333333");
    private static final Sought LISTS = new Sought.Subjects(null, "sqs:ListQueues", "*");
    private static final String ROLE =
            "role arn:aws:iam::333333333333:role/aws-service-role/x/AWSServiceRoleForX ";
    private static final String ROOT = "root arn:aws:iam::333333333333:root ";

    private final TestHouse house = new TestHouse();

    @AfterEach
    void close() {
        house.close();
    }

    @BeforeEach
    void aMemberWithAnAdministrator() {
        house.event(ONE, new OrganizationCreated("o-abcdefghij", "r-abcd", "ALL", house.now()));
        house.open(MEMBER, ONE);
        house.event(
                ONE,
                new AccountCreationStarted(
                        "car-1", MEMBER, "m", "m@b.c", "Role", List.of(), house.now()));
        house.event(ONE, new AccountCreationSucceeded("car-1", 1, house.now()));
        house.event(ONE, new PolicyTypeEnabled(OrganizationPolicyType.SERVICE_CONTROL_POLICY));
        var role =
                house.role(
                        MEMBER,
                        "AWSServiceRoleForX",
                        "/aws-service-role/x/",
                        trust("{\"Service\":\"x.amazonaws.com\"}"),
                        Map.of(),
                        3_600);
        house.put(MEMBER, role, "all", ALLOW_ALL);
    }

    private List<String> lists() {
        Caller root = house.caller(house.key(MEMBER, house.root(MEMBER)));
        return new Searching(house.engine, root, 10).told(LISTS);
    }

    private void scp(String condition) {
        house.event(
                ONE,
                new OrganizationPolicyCreated(
                        "p-x",
                        OrganizationPolicyType.SERVICE_CONTROL_POLICY,
                        "x",
                        "",
                        """
                        {"Version":"2012-10-17","Statement":{"Sid":"Secret","Effect":"Deny",\
                        "Action":"sqs:*","Resource":"*"%s}}\
                        """
                                .formatted(condition)));
        house.event(ONE, new OrganizationPolicyAttached("p-x", MEMBER.value()));
    }

    @Test
    void aDenyOfTheOrganizationLeavesNobodyButServiceLinkedRoles() {
        assertEquals(List.of(ROLE + "yes", ROOT + "yes"), lists());
        scp("");
        assertEquals(List.of(ROLE + "yes"), lists());
    }

    @Test
    void ofAConditionOfTheOrganizationOnlyTheKindIsTold() {
        scp(",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}");
        assertEquals(List.of(ROLE + "yes", ROOT + "if not service control policy"), lists());
    }
}
