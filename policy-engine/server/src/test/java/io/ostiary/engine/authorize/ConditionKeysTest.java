package io.ostiary.engine.authorize;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.trust;
import static io.ostiary.engine.authorize.Denials.assertAccessDenied;
import static io.ostiary.engine.authorize.Denials.assertDenied;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.AccountMoved;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPartTagged;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.TestSigner.TestKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Which keys the conditions of policies see. */
final class ConditionKeysTest {

    private static final String ME = "arn:aws:iam::111111111111:";

    private final TestHouse house = new TestHouse();

    @Test
    void tagsOfRequestResourceAndPrincipalAreSeenIgnoringTheirCase() {
        EntityId bob = house.user(ONE, "bob");
        house.event(ONE, new Tagged(bob, List.of(new Tag("Team", "red"))));
        EntityId lead =
                house.user(
                        ONE,
                        "lead",
                        """
                        {"Version":"2012-10-17","Statement":[
                        {"Effect":"Allow","Action":"iam:DeleteUser","Resource":"*","Condition":
                          {"StringEquals":{"iam:ResourceTag/team":"${aws:PrincipalTag/TEAM}"}}},
                        {"Effect":"Allow","Action":"iam:TagUser","Resource":"*","Condition":
                          {"StringEquals":{"aws:RequestTag/Cost":"7"},
                           "ForAllValues:StringEquals":{"aws:TagKeys":["Cost"]}}}]}\
                        """);
        house.event(ONE, new Tagged(lead, List.of(new Tag("team", "red"))));
        Caller caller = house.userCaller(ONE, lead);

        assertNull(house.denial(caller, "iam", "DeleteUser", Map.of("UserName", "bob")));
        assertNull(
                house.denial(
                        caller,
                        "iam",
                        "TagUser",
                        Map.of("UserName", "bob"),
                        List.of(new Tag("Cost", "7"))));
        assertAccessDenied(
                house.denial(
                        caller,
                        "iam",
                        "TagUser",
                        Map.of("UserName", "bob"),
                        List.of(new Tag("Cost", "7"), new Tag("More", "1"))));
        house.event(ONE, new Tagged(bob, List.of(new Tag("TEAM", "blue"))));
        assertAccessDenied(house.denial(caller, "iam", "DeleteUser", Map.of("UserName", "bob")));
    }

    @Test
    void tagsAtCreationNeedThePermissionToTagToo() {
        Caller caller =
                caller(
                        """
                        {"Version":"2012-10-17","Statement":[
                        {"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"},
                        {"Effect":"Allow","Action":"iam:TagUser","Resource":"*","Condition":
                          {"StringEquals":{"aws:RequestTag/Cost":"7"}}}]}\
                        """);
        Map<String, String> bob = Map.of("UserName", "bob", "Path", "/app/");

        assertNull(house.denial(caller, "iam", "CreateUser", bob));
        assertNull(house.denial(caller, "iam", "CreateUser", bob, List.of(new Tag("Cost", "7"))));
        assertDenied(
                house.denial(caller, "iam", "CreateUser", bob, List.of(new Tag("Cost", "8"))),
                "iam:TagUser on resource: " + ME + "user/app/bob");
        Caller creator = caller(allow("organizations:CreateAccount", "*"));
        assertNull(house.denial(creator, "organizations", "CreateAccount", Map.of()));
        assertDenied(
                house.denial(
                        creator,
                        "organizations",
                        "CreateAccount",
                        Map.of(),
                        List.of(new Tag("Cost", "7"))),
                "organizations:TagResource");
    }

    @Test
    void globalKeysComeFromConnectionClockAndCredential() {
        Caller caller =
                caller(
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetUser",
                        "Resource":"arn:aws:iam::*:user/${aws:username}","Condition":{
                        "IpAddress":{"aws:SourceIp":"192.0.2.0/24"},"Bool":{"aws:SecureTransport":
                        "false","aws:PrincipalIsAWSService":"false"},"StringEquals":{
                        "aws:PrincipalAccount":"111111111111","aws:PrincipalType":"User",
                        "aws:RequestedRegion":"us-east-1","aws:UserAgent":"aws-cli/2",
                        "aws:ResourceAccount":"111111111111"},
                        "DateGreaterThan":{"aws:CurrentTime":"2026-03-01T11:59:59Z"},
                        "Null":{"aws:Referer":"true","aws:TokenIssueTime":"true",
                        "aws:MultiFactorAuthPresent":"true","aws:PrincipalOrgID":"true",
                        "aws:ResourceOrgID":"true","aws:ResourceOrgPaths":"true"}}}}\
                        """);
        assertNull(house.denial(caller, "iam", "GetUser", Map.of()));
    }

    @Test
    void membersOfAnOrganizationCarryItsId() {
        var member = new AccountId("333333333333");
        house.event(ONE, new OrganizationCreated("o-abcdefghij", "r-abcd", "ALL", house.now()));
        house.open(member, ONE);
        for (AccountId account : List.of(ONE, member)) {
            EntityId user =
                    house.user(
                            account,
                            "u",
                            """
                            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*",
                            "Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":
                            "o-abcdefghij"}}}}\
                            """);
            Caller caller = house.userCaller(account, user);
            assertNull(house.denial(caller, "iam", "ListUsers", Map.of()), account.value());
        }
    }

    /** The usual data perimeter: nothing outside of the own organization. */
    @Test
    void resourcesOfAnOrganizationCarryItsIdAndPath() {
        var member = new AccountId("333333333333");
        var stranger = new AccountId("444444444444");
        house.event(ONE, new OrganizationCreated("o-abcdefghij", "r-abcd", "ALL", house.now()));
        house.open(member, ONE);
        house.open(stranger, null);
        EntityId user =
                house.user(
                        ONE,
                        "u",
                        """
                        {"Version":"2012-10-17","Statement":[
                        {"Effect":"Allow","Action":"*","Resource":"*","Condition":
                          {"ForAnyValue:StringLike":{
                            "aws:ResourceOrgPaths":["o-abcdefghij/r-abcd/*"]}}},
                        {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"},
                        {"Effect":"Deny","Action":"*","Resource":"*","Condition":
                          {"StringNotEquals":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}}}]}\
                        """);
        Caller caller = house.userCaller(ONE, user);
        assertNull(house.denial(caller, "iam", "ListUsers", Map.of()));
        String everyone = trust("{\"AWS\":\"*\"}");
        house.role(member, "Near", everyone, Map.of());
        house.role(stranger, "Far", everyone, Map.of());
        house.session(caller, TestHouse.assume("arn:aws:iam::333333333333:role/Near"));
        assertAccessDenied(
                house.refusal(caller, TestHouse.assume("arn:aws:iam::444444444444:role/Far")));
    }

    @Test
    void theOrganizationsPathFollowsTheTree() {
        var member = new AccountId("333333333333");
        house.event(ONE, new OrganizationCreated("o-abcdefghij", "r-abcd", "ALL", house.now()));
        house.open(member, ONE);
        house.event(
                ONE,
                new AccountCreationStarted(
                        "car-1", member, "m", "m@b.c", "Role", List.of(), house.now()));
        house.event(ONE, new AccountCreationSucceeded("car-1", 1, house.now()));
        String dev = "ou-abcd-dev00000";
        String team = "ou-abcd-team0000";
        house.event(ONE, new OrganizationalUnitCreated(dev, "r-abcd", "Dev", house.now()));
        house.event(ONE, new OrganizationalUnitCreated(team, dev, "Team", house.now()));
        EntityId user =
                house.user(
                        member,
                        "u",
                        """
                        {"Version":"2012-10-17","Statement":[
                        {"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":
                          {"ForAnyValue:StringLike":{
                            "aws:PrincipalOrgPaths":["o-abcdefghij/r-abcd/ou-abcd-dev00000/*"]}}},
                        {"Effect":"Allow","Action":"iam:ListRoles","Resource":"*","Condition":
                          {"ForAnyValue:StringEquals":{"aws:ResourceOrgPaths":
                            ["o-abcdefghij/r-abcd/ou-abcd-dev00000/ou-abcd-team0000/"]}}}]}\
                        """);
        Caller caller = house.userCaller(member, user);
        assertAccessDenied(house.denial(caller, "iam", "ListUsers", Map.of()));
        house.event(ONE, new AccountMoved(member, dev));
        assertNull(house.denial(caller, "iam", "ListUsers", Map.of()));
        assertAccessDenied(house.denial(caller, "iam", "ListRoles", Map.of()));
        house.event(ONE, new AccountMoved(member, team));
        assertNull(house.denial(caller, "iam", "ListUsers", Map.of()));
        assertNull(house.denial(caller, "iam", "ListRoles", Map.of()));
        house.event(ONE, new AccountMoved(member, "r-abcd"));
        assertAccessDenied(house.denial(caller, "iam", "ListUsers", Map.of()));
    }

    @Test
    void tagsOfUnitsAccountsAndTheRootAreConditionsToo() {
        house.event(ONE, new OrganizationCreated("o-abcdefghij", "r-abcd", "ALL", house.now()));
        String unit = "ou-abcd-dev00000";
        house.event(ONE, new OrganizationalUnitCreated(unit, "r-abcd", "Dev", house.now()));
        Caller caller =
                caller(
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                        "Action":"organizations:*","Resource":"*","Condition":
                        {"StringEquals":{"aws:ResourceTag/team":"blue"}}}}\
                        """);
        for (String part : List.of(unit, "r-abcd", ONE.value())) {
            Map<String, String> named = Map.of("ResourceId", part);
            assertAccessDenied(house.denial(caller, "organizations", "TagResource", named));
            house.event(ONE, new OrganizationPartTagged(part, List.of(new Tag("team", "blue"))));
            assertNull(house.denial(caller, "organizations", "TagResource", named));
        }
    }

    @Test
    void sessionsOlderThanARevocationAreDenied_A031() {
        EntityId alice = house.user(ONE, "alice");
        EntityId role = house.role(ONE, "Ops", trust("{\"AWS\":\"*\"}"), Map.of());
        house.put(ONE, role, "all", ALLOW_ALL);
        Caller user = house.userCaller(ONE, alice);
        TestKey old = house.session(user, TestHouse.assume(ME + "role/Ops"));
        house.pass(Duration.ofMinutes(1));
        house.put(
                ONE,
                role,
                "AWSRevokeOlderSessions",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*",
                "Condition":{"DateLessThan":{"aws:TokenIssueTime":"%s"}}}}\
                """
                        .formatted(house.now()));
        TestKey young = house.session(user, TestHouse.assume(ME + "role/Ops"));

        assertDenied(
                house.denial(house.caller(old), "iam", "ListUsers", Map.of()),
                "with an explicit deny in an identity-based policy");
        assertNull(house.denial(house.caller(young), "iam", "ListUsers", Map.of()));
    }

    private Caller caller(String policy) {
        return house.userCaller(ONE, policy);
    }
}
