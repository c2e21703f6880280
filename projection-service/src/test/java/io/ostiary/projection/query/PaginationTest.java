package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.query.AccountQuery;
import io.ostiary.contract.query.GroupQuery;
import io.ostiary.contract.query.InstanceProfileQuery;
import io.ostiary.contract.query.OrganizationQuery.ListAccounts;
import io.ostiary.contract.query.PolicyQuery;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.query.RoleQuery;
import io.ostiary.contract.query.UserQuery;
import io.ostiary.contract.result.AccountResult;
import io.ostiary.contract.result.GroupResult;
import io.ostiary.contract.result.InstanceProfileResult;
import io.ostiary.contract.result.OrganizationResult.ListAccountsResult;
import io.ostiary.contract.result.PolicyResult;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.result.RoleResult;
import io.ostiary.contract.result.UserResult;
import io.ostiary.contract.shape.Account;
import io.ostiary.contract.shape.AttachedPolicy;
import io.ostiary.contract.shape.Group;
import io.ostiary.contract.shape.GroupDetail;
import io.ostiary.contract.shape.InstanceProfile;
import io.ostiary.contract.shape.ManagedPolicyDetail;
import io.ostiary.contract.shape.Policy;
import io.ostiary.contract.shape.Role;
import io.ostiary.contract.shape.RoleDetail;
import io.ostiary.contract.shape.Tag;
import io.ostiary.contract.shape.User;
import io.ostiary.contract.shape.UserDetail;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Wire trap 9: every list, 250 items, pages of 1, 100 and 1000: each item once, in order. */
final class PaginationTest {

    private static final int ITEMS = 250;
    private static final String READ_ONLY = InMemoryAwsManagedPolicies.READ_ONLY;

    @TempDir Path directory;

    private interface Asking {
        Query query(@Nullable String marker, @Nullable Integer size);
    }

    private record Told(List<String> items, @Nullable Boolean truncated, @Nullable String marker) {}

    @Test
    void everyListGivesEachItemOnce() {
        History history = crowded("111111111111");
        History neighbour = crowded("111111111112");
        try (var house = House.of(directory, history, neighbour)) {
            walk(house, history, ITEMS, (m, s) -> new UserQuery.ListUsers(m, s, null));
            walk(house, history, ITEMS, (m, s) -> new GroupQuery.ListGroups(m, s, "/"));
            walk(house, history, ITEMS, (m, s) -> new RoleQuery.ListRoles(m, s, "/"));
            walk(
                    house,
                    history,
                    ITEMS,
                    (m, s) -> new InstanceProfileQuery.ListInstanceProfiles(m, s, null));
            walk(house, history, ITEMS, (m, s) -> policies(m, s, "Local"));
            walk(house, history, 300, (m, s) -> policies(m, s, "AWS"));
            walk(house, history, 300 + ITEMS, (m, s) -> policies(m, s, "All"));
            walk(house, history, 4 * ITEMS + 1, (m, s) -> details(m, s));
            walk(house, history, ITEMS, (m, s) -> details(m, s, "Role"));
            walk(
                    house,
                    history,
                    ITEMS + 1,
                    (m, s) -> details(m, s, "AWSManagedPolicy", "LocalManagedPolicy"));
            walk(house, history, ITEMS, (m, s) -> new GroupQuery.GetGroup("g000", m, s));
            walk(house, history, 10, (m, s) -> new UserQuery.ListGroupsForUser(m, s, "u000"));
            walk(
                    house,
                    history,
                    3 * ITEMS,
                    (m, s) ->
                            new PolicyQuery.ListEntitiesForPolicy(
                                    null, m, s, null, READ_ONLY, null));
            walk(
                    house,
                    history,
                    ITEMS,
                    (m, s) -> new InstanceProfileQuery.ListInstanceProfilesForRole(m, s, "r000"));
        }
    }

    @Test
    void everyListThatAnEntityHoldsGivesEachItemOnce() {
        History history = History.opened("111111111111").user("u").group("g", "/").role("r", "/");
        history.policy("p", "/").profile("i", "/");
        for (var target :
                List.of(
                        History.userRef("u"),
                        History.roleRef("r"),
                        History.policyRef("p"),
                        History.profileRef("i"))) {
            for (int i = 0; i < ITEMS; i++) {
                history.tag(target, "k" + i, "v");
            }
            // Any letter may be in a key, and 128 of them: positions must still tell them apart.
            String longKey = "\u4e2d".repeat(127);
            history.tag(target, longKey + "a", "v").tag(target, longKey + "b", "v");
        }
        // Two keys of a policy or an instance profile, one of a user or a role.
        for (var target : List.of(History.policyRef("p"), History.profileRef("i"))) {
            history.tag(target, "K1", "v");
        }
        for (var target :
                List.of(History.userRef("u"), History.groupRef("g"), History.roleRef("r"))) {
            for (int i = 0; i < ITEMS; i++) {
                history.inline(target, "Inline" + i);
                history.attach(target, "arn:aws:iam::111111111111:policy/a/p" + i);
            }
        }
        try (var house = House.of(directory, history)) {
            int tags = ITEMS + 2;
            walk(house, history, tags, (m, s) -> new UserQuery.ListUserTags(m, s, "u"));
            walk(house, history, tags, (m, s) -> new RoleQuery.ListRoleTags(m, s, "r"));
            walk(
                    house,
                    history,
                    tags + 1,
                    (m, s) ->
                            new PolicyQuery.ListPolicyTags(
                                    m, s, "arn:aws:iam::111111111111:policy/p"));
            walk(
                    house,
                    history,
                    tags + 1,
                    (m, s) -> new InstanceProfileQuery.ListInstanceProfileTags("i", m, s));
            walk(house, history, ITEMS, (m, s) -> new UserQuery.ListUserPolicies(m, s, "u"));
            walk(house, history, ITEMS, (m, s) -> new GroupQuery.ListGroupPolicies("g", m, s));
            walk(house, history, ITEMS, (m, s) -> new RoleQuery.ListRolePolicies(m, s, "r"));
            walk(
                    house,
                    history,
                    ITEMS,
                    (m, s) -> new UserQuery.ListAttachedUserPolicies(m, s, "/a/", "u"));
            walk(
                    house,
                    history,
                    ITEMS,
                    (m, s) -> new GroupQuery.ListAttachedGroupPolicies("g", m, s, null));
            walk(
                    house,
                    history,
                    ITEMS,
                    (m, s) -> new RoleQuery.ListAttachedRolePolicies(m, s, null, "r"));
        }
    }

    /** As AWS was recorded: see {@link Positions}. */
    @Test
    void tagsAreInTheOrderOfTheirKeys() {
        History history = History.opened("111111111111").user("u").policy("p", "/");
        for (String key : List.of("abc", "b", "z", "a", "B")) {
            history.tag(History.policyRef("p"), key, "v");
        }
        for (String key : List.of("Team", "Environment")) {
            history.tag(History.userRef("u"), key, "v");
        }
        try (var house = House.of(directory, history)) {
            assertEquals(
                    List.of("B", "a", "b", "z", "abc"),
                    tell(
                                    house,
                                    history,
                                    new PolicyQuery.ListPolicyTags(
                                            null, null, "arn:aws:iam::111111111111:policy/p"))
                            .items());
            assertEquals(
                    List.of("Environment", "Team"),
                    tell(house, history, new UserQuery.ListUserTags(null, null, "u")).items());
        }
    }

    @Test
    void accountsOfAnOrganizationComeTwentyAtMost() {
        History history = History.opened("111111111111");
        history.add(new OrganizationCreated("o-1", "r-1", "ALL", history.now()));
        for (int i = 0; i < 249; i++) {
            var account = AccountId.of(200_000_000_000L + i);
            history.add(
                    new AccountCreationStarted(
                            "car-" + i, account, "n", i + "@x", "R", List.of(), history.now()));
            history.add(new AccountCreationSucceeded("car-" + i, 3, history.now()));
        }
        try (var house = House.of(directory, history)) {
            for (Integer size : new Integer[] {1, 20, null}) {
                var all = new ArrayList<String>();
                String token = null;
                do {
                    var page =
                            house.found(
                                    ListAccountsResult.class,
                                    history,
                                    new ListAccounts(size, token));
                    page.accounts().stream().map(Account::id).forEach(all::add);
                    token = page.nextToken();
                } while (token != null);
                assertEquals(250, new HashSet<>(all).size());
                assertEquals(250, all.size());
            }
        }
    }

    @Test
    void whatIsDeletedBetweenTwoPagesHidesNothing() {
        History history = History.opened("111111111111");
        for (String name : List.of("a", "b", "c", "d", "e")) {
            history.user(name);
        }
        try (var house = House.of(directory, history)) {
            Told first = tell(house, history, new UserQuery.ListUsers(null, 2, null));
            assertEquals(List.of("a", "b"), first.items());
            history.add(new io.ostiary.contract.event.UserEvent.UserDeleted("AIDAb"));
            history.add(new io.ostiary.contract.event.UserEvent.UserDeleted("AIDAc"));
            house.fold(history);
            Told second = tell(house, history, new UserQuery.ListUsers(first.marker(), 2, null));
            assertEquals(List.of("d", "e"), second.items());
            assertEquals(false, second.truncated());
        }
    }

    @Test
    void aPageIsAHundredWhereNothingIsSaid() {
        History history = crowded("111111111111");
        try (var house = House.of(directory, history)) {
            Told page = tell(house, history, new UserQuery.ListUsers(null, null, null));
            assertEquals(100, page.items().size());
            assertEquals(true, page.truncated());
        }
    }

    private static Query policies(@Nullable String marker, @Nullable Integer size, String scope) {
        return new PolicyQuery.ListPolicies(marker, size, null, null, null, scope);
    }

    private static Query details(
            @Nullable String marker, @Nullable Integer size, String... filter) {
        return new AccountQuery.GetAccountAuthorizationDetails(List.of(filter), marker, size);
    }

    /** 250 of everything, all users in the first group, everyone with a policy of AWS's. */
    private static History crowded(String account) {
        History history = History.opened(account);
        for (int i = 0; i < ITEMS; i++) {
            String number = "%03d".formatted(i);
            history.user("u" + number).group("g" + number, "/").role("r" + number, "/");
            history.policy("p" + number, "/").profile("i" + number, "/");
            history.attach(History.userRef("u" + number), READ_ONLY);
            history.attach(History.groupRef("g" + number), READ_ONLY);
            history.attach(History.roleRef("r" + number), READ_ONLY);
            history.member("u" + number, "g000");
            history.roleInProfile("r000", "i" + number);
        }
        for (int i = 1; i < 10; i++) {
            history.member("u000", "g00" + i);
        }
        return history;
    }

    private static void walk(House house, History history, int expected, Asking asking) {
        for (int size : new int[] {1, 100, 1000}) {
            var all = new ArrayList<String>();
            String marker = null;
            do {
                Told page = tell(house, history, asking.query(marker, size));
                assertTrue(page.items().size() <= size);
                all.addAll(page.items());
                marker = page.marker();
                assertEquals(marker != null, page.truncated());
                if (marker != null) {
                    assertEquals(size, page.items().size());
                    assertTrue(marker.length() <= 190, marker);
                    assertTrue(marker.chars().allMatch(c -> c >= ' ' && c <= '~'), marker);
                }
            } while (marker != null);
            String name = asking.query(null, size).toString();
            assertEquals(expected, all.size(), name);
            assertEquals(expected, new HashSet<>(all).size(), name);
        }
    }

    private static Told tell(House house, History history, Query query) {
        return told(house.found(Result.class, history, query));
    }

    private static Told told(Result result) {
        return switch (result) {
            case UserResult.ListUsersResult r ->
                    new Told(users(r.users()), r.isTruncated(), r.marker());
            case GroupResult.GetGroupResult r ->
                    new Told(users(r.users()), r.isTruncated(), r.marker());
            case GroupResult.ListGroupsResult r ->
                    new Told(groups(r.groups()), r.isTruncated(), r.marker());
            case UserResult.ListGroupsForUserResult r ->
                    new Told(groups(r.groups()), r.isTruncated(), r.marker());
            case RoleResult.ListRolesResult r ->
                    new Told(
                            r.roles().stream().map(Role::roleName).toList(),
                            r.isTruncated(),
                            r.marker());
            case InstanceProfileResult.ListInstanceProfilesResult r ->
                    new Told(profiles(r.instanceProfiles()), r.isTruncated(), r.marker());
            case InstanceProfileResult.ListInstanceProfilesForRoleResult r ->
                    new Told(profiles(r.instanceProfiles()), r.isTruncated(), r.marker());
            case PolicyResult.ListPoliciesResult r ->
                    new Told(
                            r.policies().stream().map(Policy::policyName).toList(),
                            r.isTruncated(),
                            r.marker());
            case AccountResult.GetAccountAuthorizationDetailsResult r ->
                    new Told(details(r), r.isTruncated(), r.marker());
            case PolicyResult.ListEntitiesForPolicyResult r ->
                    new Told(
                            Stream.of(r.policyGroups(), r.policyRoles(), r.policyUsers())
                                    .flatMap(List::stream)
                                    .map(Object::toString)
                                    .toList(),
                            r.isTruncated(),
                            r.marker());
            case UserResult.ListUserTagsResult r ->
                    new Told(tags(r.tags()), r.isTruncated(), r.marker());
            case RoleResult.ListRoleTagsResult r ->
                    new Told(tags(r.tags()), r.isTruncated(), r.marker());
            case PolicyResult.ListPolicyTagsResult r ->
                    new Told(tags(r.tags()), r.isTruncated(), r.marker());
            case InstanceProfileResult.ListInstanceProfileTagsResult r ->
                    new Told(tags(r.tags()), r.isTruncated(), r.marker());
            case UserResult.ListUserPoliciesResult r ->
                    new Told(r.policyNames(), r.isTruncated(), r.marker());
            case GroupResult.ListGroupPoliciesResult r ->
                    new Told(r.policyNames(), r.isTruncated(), r.marker());
            case RoleResult.ListRolePoliciesResult r ->
                    new Told(r.policyNames(), r.isTruncated(), r.marker());
            case UserResult.ListAttachedUserPoliciesResult r ->
                    new Told(attached(r.attachedPolicies()), r.isTruncated(), r.marker());
            case GroupResult.ListAttachedGroupPoliciesResult r ->
                    new Told(attached(r.attachedPolicies()), r.isTruncated(), r.marker());
            case RoleResult.ListAttachedRolePoliciesResult r ->
                    new Told(attached(r.attachedPolicies()), r.isTruncated(), r.marker());
            default -> throw new AssertionError("no list: " + result);
        };
    }

    private static List<String> details(AccountResult.GetAccountAuthorizationDetailsResult page) {
        return Stream.of(
                        page.userDetailList().stream().map(UserDetail::arn),
                        page.groupDetailList().stream().map(GroupDetail::arn),
                        page.roleDetailList().stream().map(RoleDetail::arn),
                        page.policies().stream().map(ManagedPolicyDetail::arn))
                .flatMap(arns -> arns)
                .toList();
    }

    private static List<String> users(List<User> users) {
        return users.stream().map(User::userName).toList();
    }

    private static List<String> groups(List<Group> groups) {
        return groups.stream().map(Group::groupName).toList();
    }

    private static List<String> profiles(List<InstanceProfile> profiles) {
        return profiles.stream().map(InstanceProfile::instanceProfileName).toList();
    }

    private static List<String> tags(List<Tag> tags) {
        return tags.stream().map(Tag::key).toList();
    }

    private static List<String> attached(List<AttachedPolicy> policies) {
        return policies.stream().map(policy -> String.valueOf(policy.policyArn())).toList();
    }
}
