package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.event.OrganizationEvent.AccountCreationFailed;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.GroupQuery.GetGroup;
import io.ostiary.contract.query.GroupQuery.GetGroupPolicy;
import io.ostiary.contract.query.InstanceProfileQuery.GetInstanceProfile;
import io.ostiary.contract.query.InstanceProfileQuery.ListInstanceProfileTags;
import io.ostiary.contract.query.InstanceProfileQuery.ListInstanceProfilesForRole;
import io.ostiary.contract.query.OrganizationQuery.DescribeCreateAccountStatus;
import io.ostiary.contract.query.OrganizationQuery.DescribeOrganization;
import io.ostiary.contract.query.OrganizationQuery.ListAccounts;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.query.RoleQuery.GetRole;
import io.ostiary.contract.query.RoleQuery.GetRolePolicy;
import io.ostiary.contract.query.RoleQuery.ListRoles;
import io.ostiary.contract.result.GroupResult.GetGroupResult;
import io.ostiary.contract.result.InstanceProfileResult.GetInstanceProfileResult;
import io.ostiary.contract.result.OrganizationResult.DescribeCreateAccountStatusResult;
import io.ostiary.contract.result.OrganizationResult.DescribeOrganizationResult;
import io.ostiary.contract.result.RoleResult.GetRolePolicyResult;
import io.ostiary.contract.result.RoleResult.GetRoleResult;
import io.ostiary.contract.result.RoleResult.ListRolesResult;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Groups, roles, instance profiles and organizations. */
final class OtherQueriesTest {

    private final History history =
            History.opened("111111111111")
                    .user("u")
                    .group("Devs", "/x/")
                    .role("App", "/x/")
                    .profile("Profile", "/x/")
                    .member("u", "Devs")
                    .roleInProfile("App", "Profile")
                    .inline(History.roleRef("App"), "Own")
                    .tag(History.roleRef("App"), "k", "v");
    private final House house;

    OtherQueriesTest(@TempDir Path directory) {
        house = House.of(directory.resolve("store"), history);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aGroupTellsWhoIsInIt() {
        var found = house.found(GetGroupResult.class, history, new GetGroup("devs", null, null));
        assertEquals("arn:aws:iam::111111111111:group/x/Devs", found.group().arn());
        assertEquals("u", found.users().getFirst().userName());
        assertEquals(false, found.isTruncated());
        assertNull(found.marker());
    }

    @Test
    void aRoleTellsItsTrustAndAListLeavesTagsOut() {
        var role = house.found(GetRoleResult.class, history, new GetRole("APP")).role();
        assertEquals("{\"Trust\":\"App\"}", role.assumeRolePolicyDocument());
        assertEquals(1, role.tags().size());
        var listed =
                house.found(ListRolesResult.class, history, new ListRoles(null, null, "/x/"))
                        .roles();
        assertEquals(List.of(), listed.getFirst().tags());
        var inline =
                house.found(GetRolePolicyResult.class, history, new GetRolePolicy("Own", "App"));
        assertEquals("{\"Inline\":\"Own\"}", inline.policyDocument());
    }

    @Test
    void anInstanceProfileShowsItsRole() {
        var profile =
                house.found(
                                GetInstanceProfileResult.class,
                                history,
                                new GetInstanceProfile("profile"))
                        .instanceProfile();
        assertEquals("arn:aws:iam::111111111111:role/x/App", profile.roles().getFirst().arn());
        assertEquals("{\"Trust\":\"App\"}", profile.roles().getFirst().assumeRolePolicyDocument());
    }

    @Test
    void whatIsMissingIsNamedAsAwsNamesIt() {
        refused("The group with name x cannot be found.", new GetGroup("x", null, null));
        refused("The role with name x cannot be found.", new GetRole("x"));
        refused(
                "The role with name x cannot be found.",
                new ListInstanceProfilesForRole(null, null, "x"));
        refused("Instance Profile x cannot be found.", new GetInstanceProfile("x"));
        refused(
                "Instance Profile x cannot be found.",
                new ListInstanceProfileTags("x", null, null));
        refused("The group policy with name x cannot be found.", new GetGroupPolicy("Devs", "x"));
        refused("The role policy with name x cannot be found.", new GetRolePolicy("x", "App"));
    }

    @Test
    void anAccountOutsideAnyOrganizationIsToldSo() {
        for (Query query :
                List.of(
                        new DescribeOrganization(),
                        new ListAccounts(null, null),
                        new DescribeCreateAccountStatus("car-1"))) {
            var error = house.refused(House.root(history), query);
            assertEquals("AWSOrganizationsNotInUseException", error.code());
            assertEquals("Your account is not a member of an organization.", error.message());
        }
    }

    @Test
    void aMemberMayDescribeItsOrganizationAndNothingMore() {
        History member = History.opened("222222222222", "111111111111");
        house.fold(member);
        history.add(new OrganizationCreated("o-1", "r-1", "ALL", history.now()));
        history.add(
                new AccountCreationStarted(
                        "car-1",
                        member.account(),
                        "Member",
                        "m@x",
                        "Role",
                        List.of(),
                        history.now()));
        house.fold(history);
        // Opened, but the account that asked for it has not heard of it yet.
        assertEquals(
                "AWSOrganizationsNotInUseException",
                house.refused(House.root(member), new DescribeOrganization()).code());
        assertEquals("IN_PROGRESS", state("car-1"));

        history.add(new AccountCreationSucceeded("car-1", 3, history.now()));
        house.fold(history);
        var ofManager =
                house.found(DescribeOrganizationResult.class, history, new DescribeOrganization());
        var ofMember =
                house.found(DescribeOrganizationResult.class, member, new DescribeOrganization());
        assertEquals(ofManager, ofMember);
        assertNotNull(ofMember.organization());
        assertEquals("111111111111", ofMember.organization().masterAccountId());
        assertEquals("SUCCEEDED", state("car-1"));
        for (Query query :
                List.of(new ListAccounts(null, null), new DescribeCreateAccountStatus("car-1"))) {
            var error = house.refused(House.root(member), query);
            assertEquals("AccessDeniedException", error.code());
            assertEquals("You don't have permissions to access this resource.", error.message());
        }
    }

    @Test
    void whatTellsOfAnOpenedAccountRevealsItsHistoryAndTheOneThatSaysSo() {
        History member = History.opened("222222222222", "111111111111");
        house.fold(member);
        history.add(new OrganizationCreated("o-1", "r-1", "ALL", history.now()));
        history.add(
                new AccountCreationStarted(
                        "car-1", member.account(), "M", "m@x", "R", List.of(), history.now()));
        house.fold(history);
        Query status = new DescribeCreateAccountStatus("car-1");
        assertEquals(List.of(), revealed(history, status));
        assertEquals(List.of(), revealed(history, new DescribeOrganization()));

        history.add(new AccountCreationSucceeded("car-1", 3, history.now()));
        house.fold(history);
        var own = new Revealed(history.account(), history.events().size());
        var all = List.of(own, new Revealed(member.account(), 3));
        assertEquals(all, revealed(history, status));
        assertEquals(all, revealed(history, new ListAccounts(null, null)));
        assertEquals(List.of(), revealed(history, new DescribeOrganization()));
        // The member is told of its management account's history, even by a refusal.
        assertEquals(List.of(own), revealed(member, new DescribeOrganization()));
        assertEquals(List.of(own), revealed(member, new ListAccounts(null, null)));
    }

    private List<Revealed> revealed(History asking, Query query) {
        return house.ask(House.root(asking), query).revealed();
    }

    @Test
    void aFailedCreationSaysWhyAndAnUnknownOneIsNotFound() {
        History member = History.opened("222222222222", "111111111111");
        history.add(new OrganizationCreated("o-1", "r-1", "ALL", history.now()));
        history.add(
                new AccountCreationStarted(
                        "car-1", member.account(), "M", "m@x", "R", List.of(), history.now()));
        history.add(new AccountCreationFailed("car-1", "EMAIL_ALREADY_EXISTS", history.now()));
        house.fold(history);
        assertEquals("FAILED", state("car-1"));
        assertEquals(
                "CreateAccountStatusNotFoundException",
                house.refused(House.root(history), new DescribeCreateAccountStatus("car-2"))
                        .code());
    }

    private String state(String requestId) {
        var status =
                house.found(
                                DescribeCreateAccountStatusResult.class,
                                history,
                                new DescribeCreateAccountStatus(requestId))
                        .createAccountStatus();
        return status == null ? "" : String.valueOf(status.state());
    }

    private void refused(String message, Query query) {
        var error = house.refused(House.root(history), query);
        assertEquals("NoSuchEntity", error.code());
        assertEquals(message, error.message());
    }
}
