package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.event.OrganizationEvent.AccountCreationFailed;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.AccountMoved;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPartTagged;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.OrganizationQuery.DescribeAccount;
import io.ostiary.contract.query.OrganizationQuery.DescribeOrganizationalUnit;
import io.ostiary.contract.query.OrganizationQuery.ListAccountsForParent;
import io.ostiary.contract.query.OrganizationQuery.ListChildren;
import io.ostiary.contract.query.OrganizationQuery.ListCreateAccountStatus;
import io.ostiary.contract.query.OrganizationQuery.ListOrganizationalUnitsForParent;
import io.ostiary.contract.query.OrganizationQuery.ListParents;
import io.ostiary.contract.query.OrganizationQuery.ListRoots;
import io.ostiary.contract.query.OrganizationQuery.ListTagsForResource;
import io.ostiary.contract.query.OrganizationQuery.ManagementQuery;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.result.OrganizationResult.DescribeAccountResult;
import io.ostiary.contract.result.OrganizationResult.DescribeOrganizationalUnitResult;
import io.ostiary.contract.result.OrganizationResult.ListAccountsForParentResult;
import io.ostiary.contract.result.OrganizationResult.ListChildrenResult;
import io.ostiary.contract.result.OrganizationResult.ListCreateAccountStatusResult;
import io.ostiary.contract.result.OrganizationResult.ListOrganizationalUnitsForParentResult;
import io.ostiary.contract.result.OrganizationResult.ListParentsResult;
import io.ostiary.contract.result.OrganizationResult.ListRootsResult;
import io.ostiary.contract.result.OrganizationResult.ListTagsForResourceResult;
import io.ostiary.contract.shape.Account;
import io.ostiary.contract.shape.Child;
import io.ostiary.contract.shape.CreateAccountStatus;
import io.ostiary.contract.shape.OrganizationalUnit;
import io.ostiary.contract.shape.Parent;
import io.ostiary.contract.shape.Root;
import io.ostiary.contract.shape.Tag;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is told of an organization's tree. */
final class OrganizationTreeQueriesTest {
    private static final String MANAGEMENT = "111111111111";
    private static final String MEMBER = "222222222222";
    private static final String ROOT = "r-abcd";
    private static final String DEV = "ou-abcd-dev00000";
    private static final String TEAM = "ou-abcd-team0000";
    private static final String NONE = "ou-abcd-none0000";

    @TempDir Path directory;

    private final History history = History.opened(MANAGEMENT);
    private House house;

    @BeforeEach
    void openTheHouse() {
        history.add(new OrganizationCreated("o-abcdefghij", ROOT, "ALL", history.now()));
        started("car-1", MEMBER, List.of(new Tag("stage", "test")));
        history.add(new AccountCreationSucceeded("car-1", 7, history.now()));
        unit(DEV, ROOT, "Dev");
        unit(TEAM, DEV, "Team");
        house = House.of(directory, history);
    }

    @AfterEach
    void closeTheHouse() {
        house.close();
    }

    private void started(String requestId, String account, List<Tag> tags) {
        history.add(
                new AccountCreationStarted(
                        requestId,
                        new AccountId(account),
                        "Member",
                        "m@example.com",
                        "Role",
                        tags,
                        history.now()));
    }

    private void unit(String id, String parentId, String name) {
        history.add(new OrganizationalUnitCreated(id, parentId, name, history.now()));
    }

    private <R extends io.ostiary.contract.result.Result> R found(Class<R> type, Query query) {
        return house.fold(history).found(type, history, query);
    }

    private Account account(String id) {
        var account = found(DescribeAccountResult.class, new DescribeAccount(id)).account();
        assertNotNull(account);
        return account;
    }

    private List<String> accounts(String parentId) {
        var query = new ListAccountsForParent(null, null, parentId);
        return found(ListAccountsForParentResult.class, query).accounts().stream()
                .map(account -> String.valueOf(account.id()))
                .toList();
    }

    @Test
    void thereIsOneRoot() {
        assertEquals(
                new ListRootsResult(
                        null,
                        List.of(
                                new Root(
                                        "arn:aws:organizations::111111111111:root/o-abcdefghij/"
                                                + ROOT,
                                        ROOT,
                                        "Root",
                                        List.of()))),
                found(ListRootsResult.class, new ListRoots(null, null)));
    }

    @Test
    void aUnitTellsItsPath() {
        var unit =
                found(DescribeOrganizationalUnitResult.class, new DescribeOrganizationalUnit(TEAM))
                        .organizationalUnit();
        assertEquals(
                new OrganizationalUnit(
                        "arn:aws:organizations::111111111111:ou/o-abcdefghij/" + TEAM,
                        TEAM,
                        "Team",
                        "o-abcdefghij/r-abcd/" + DEV + "/" + TEAM + "/"),
                unit);
    }

    @Test
    void anAccountLiesUnderTheRootUntilItIsMoved() {
        assertEquals(List.of("o-abcdefghij/r-abcd/222222222222/"), account(MEMBER).paths());
        assertEquals(List.of(MANAGEMENT, MEMBER), accounts(ROOT));
        assertEquals(List.of(), accounts(TEAM));
        assertEquals(List.of(new Parent(ROOT, "ROOT")), parents(MEMBER));

        history.add(new AccountMoved(new AccountId(MEMBER), TEAM));
        assertEquals(
                List.of("o-abcdefghij/r-abcd/" + DEV + "/" + TEAM + "/222222222222/"),
                account(MEMBER).paths());
        assertEquals(List.of(MANAGEMENT), accounts(ROOT));
        assertEquals(List.of(MEMBER), accounts(TEAM));
        assertEquals(List.of(new Parent(TEAM, "ORGANIZATIONAL_UNIT")), parents(MEMBER));
        assertEquals(List.of(new Parent(DEV, "ORGANIZATIONAL_UNIT")), parents(TEAM));
    }

    private List<Parent> parents(String childId) {
        return found(ListParentsResult.class, new ListParents(childId, null, null)).parents();
    }

    @Test
    void childrenAreOfOneKind() {
        assertEquals(
                List.of(new Child(DEV, "ORGANIZATIONAL_UNIT")),
                children("ORGANIZATIONAL_UNIT", ROOT));
        assertEquals(
                List.of(new Child(MANAGEMENT, "ACCOUNT"), new Child(MEMBER, "ACCOUNT")),
                children("ACCOUNT", ROOT));
        assertEquals(List.of(), children("ACCOUNT", DEV));
    }

    private List<Child> children(String type, String parentId) {
        var query = new ListChildren(type, null, null, parentId);
        return found(ListChildrenResult.class, query).children();
    }

    @Test
    void whatLiesUnderAParentComesTwentyAtMost() {
        for (int i = 0; i < 249; i++) {
            unit("ou-abcd-%08d".formatted(i), DEV, "Unit " + i);
        }
        for (Integer size : new Integer[] {1, 7, 20, null}) {
            var all = new ArrayList<String>();
            String token = null;
            do {
                var page =
                        found(
                                ListOrganizationalUnitsForParentResult.class,
                                new ListOrganizationalUnitsForParent(size, token, DEV));
                assertEquals(true, page.organizationalUnits().size() <= 20);
                page.organizationalUnits().forEach(unit -> all.add(String.valueOf(unit.id())));
                token = page.nextToken();
            } while (token != null);
            assertEquals(250, all.stream().distinct().count());
            assertEquals(250, all.size());
        }
    }

    @Test
    void tagsAreToldOfWhateverHasThem() {
        assertEquals(List.of(new Tag("stage", "test")), tags(MEMBER));
        for (String part : List.of(ROOT, DEV, MEMBER)) {
            history.add(new OrganizationPartTagged(part, List.of(new Tag("team", part))));
            assertEquals(new Tag("team", part), tags(part).getLast());
        }
        assertEquals(List.of(), tags(TEAM));
    }

    private List<Tag> tags(String id) {
        return found(ListTagsForResourceResult.class, new ListTagsForResource(null, id)).tags();
    }

    @Test
    void creationsAreListedByTheirState() {
        started("car-2", "333333333333", List.of());
        started("car-3", "444444444444", List.of());
        history.add(new AccountCreationFailed("car-3", "EMAIL_ALREADY_EXISTS", history.now()));
        assertEquals(List.of("car-1", "car-2", "car-3"), creations());
        assertEquals(List.of("car-1"), creations("SUCCEEDED"));
        assertEquals(List.of("car-2", "car-3"), creations("IN_PROGRESS", "FAILED"));
        var page =
                found(
                        ListCreateAccountStatusResult.class,
                        new ListCreateAccountStatus(1, null, List.of("IN_PROGRESS", "FAILED")));
        assertEquals("car-2", page.nextToken());
        var last =
                found(
                        ListCreateAccountStatusResult.class,
                        new ListCreateAccountStatus(
                                1, page.nextToken(), List.of("IN_PROGRESS", "FAILED")));
        assertEquals("car-3", last.createAccountStatuses().getFirst().id());
        assertNull(last.nextToken());
    }

    private List<String> creations(String... states) {
        var query = new ListCreateAccountStatus(null, null, List.of(states));
        return found(ListCreateAccountStatusResult.class, query).createAccountStatuses().stream()
                .map(CreateAccountStatus::id)
                .map(String::valueOf)
                .toList();
    }

    @Test
    void whatIsNotThereIsToldInTheOperationsOwnWord() {
        refused("AccountNotFoundException", new DescribeAccount("999999999999"));
        refused("OrganizationalUnitNotFoundException", new DescribeOrganizationalUnit(NONE));
        refused("ParentNotFoundException", new ListAccountsForParent(null, null, NONE));
        refused(
                "ParentNotFoundException",
                new ListOrganizationalUnitsForParent(null, null, "r-zzzz"));
        refused("ParentNotFoundException", new ListChildren("ACCOUNT", null, null, NONE));
        refused("ChildNotFoundException", new ListParents(NONE, null, null));
        refused("ChildNotFoundException", new ListParents("999999999999", null, null));
        refused("TargetNotFoundException", new ListTagsForResource(null, "r-zzzz"));
        refused("TargetNotFoundException", new ListTagsForResource(null, "p-policy12"));
    }

    private void refused(String code, Query query) {
        assertEquals(code, house.refused(House.root(history), query).code());
    }

    /** Nobody has awaited the events that made the account and told of it. */
    @Test
    void whoeverIsToldOfAnAccountIsToldWhenEveryReaderKnowsIt() {
        var own = new Revealed(history.account(), history.events().size());
        var all = List.of(own, new Revealed(new AccountId(MEMBER), 7));
        for (ManagementQuery query :
                List.of(
                        new DescribeAccount(MEMBER),
                        new ListAccountsForParent(null, null, ROOT),
                        new ListChildren("ACCOUNT", null, null, ROOT),
                        new ListParents(MEMBER, null, null),
                        new ListTagsForResource(null, MEMBER),
                        new ListCreateAccountStatus(null, null, List.of()))) {
            assertEquals(all, house.ask(House.root(history), query).revealed(), "" + query);
        }
        for (ManagementQuery query :
                List.of(
                        new ListRoots(null, null),
                        new DescribeOrganizationalUnit(DEV),
                        new ListTagsForResource(null, DEV))) {
            assertEquals(List.of(), house.ask(House.root(history), query).revealed(), "" + query);
        }
    }

    @Test
    void aMemberIsRefused() {
        History member = History.opened(MEMBER, MANAGEMENT);
        house.fold(member);
        for (ManagementQuery query :
                List.of(
                        new ListRoots(null, null),
                        new DescribeAccount(MEMBER),
                        new ListParents(MEMBER, null, null),
                        new ListTagsForResource(null, ROOT))) {
            var error = house.refused(House.root(member), query);
            assertEquals("AccessDeniedException", error.code());
            assertEquals("You don't have permissions to access this resource.", error.message());
        }
    }
}
