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
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.Tag;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The organization's tree: units, where accounts lie in it, and tags. */
@ExtendWith(RunningHouse.Shared.class)
final class OrganizationalUnitsTest {
    private static final String NO_UNIT = "ou-none-none0000";
    private static final String NO_ACCOUNT = "999999999999";
    private static final String NO_REQUEST = "car-" + "0".repeat(32);

    private static final Refusal NO_SUCH_ACCOUNT =
            new Refusal(
                    400,
                    "AccountNotFoundException",
                    "You specified an account that doesn't exist.");
    private static final Refusal NO_SUCH_UNIT =
            new Refusal(
                    400,
                    "OrganizationalUnitNotFoundException",
                    "You specified an organizational unit that doesn't exist.");
    private static final Refusal NO_SUCH_TARGET =
            new Refusal(
                    400, "TargetNotFoundException", "You specified a target that doesn't exist.");

    private final RunningHouse house;
    private final OrganizationsClient organizations;
    private final String root;

    OrganizationalUnitsTest(RunningHouse house) {
        this.house = house;
        organizations = house.root().organizations();
        root = organizations.listRoots(r -> {}).roots().getFirst().id();
    }

    private OrganizationalUnit create(String parentId, String name, Tag... tags) {
        return organizations
                .createOrganizationalUnit(r -> r.parentId(parentId).name(name).tags(tags))
                .organizationalUnit();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private String code(Executable call) {
        return refusal(call).code();
    }

    @Test
    void theRootHoldsUnitsThatHoldUnits() {
        var roots =
                organizations.listRootsPaginator(r -> r.maxResults(1)).stream()
                        .flatMap(page -> page.roots().stream())
                        .toList();
        assertEquals(1, roots.size());
        assertTrue(root.matches("r-[a-z0-9]{4}"), root);
        String organization = organizations.describeOrganization().organization().id();
        String arns = "arn:aws:organizations::" + house.account() + ":";
        assertEquals(arns + "root/" + organization + "/" + root, roots.getFirst().arn());
        assertEquals("Root", roots.getFirst().name());

        var outer = create(root, "Workloads");
        var inner = create(outer.id(), "Production");
        assertTrue(outer.id().matches("ou-" + root.substring(2) + "-[a-z0-9]{8}"), outer.id());
        assertEquals(arns + "ou/" + organization + "/" + inner.id(), inner.arn());
        var read =
                organizations
                        .describeOrganizationalUnit(r -> r.organizationalUnitId(inner.id()))
                        .organizationalUnit();
        assertEquals(inner, read);
        assertEquals(
                List.of(parent(outer.id(), ParentType.ORGANIZATIONAL_UNIT)), parents(inner.id()));
        assertEquals(List.of(parent(root, ParentType.ROOT)), parents(outer.id()));

        var renamed =
                organizations
                        .updateOrganizationalUnit(
                                r -> r.organizationalUnitId(outer.id()).name("Workloads 2"))
                        .organizationalUnit();
        assertEquals("Workloads 2", renamed.name());
        assertEquals(outer.arn(), renamed.arn());

        assertEquals(
                "OrganizationalUnitNotEmptyException",
                code(
                        () ->
                                organizations.deleteOrganizationalUnit(
                                        r -> r.organizationalUnitId(outer.id()))));
        organizations.deleteOrganizationalUnit(r -> r.organizationalUnitId(inner.id()));
        organizations.deleteOrganizationalUnit(r -> r.organizationalUnitId(outer.id()));
        assertEquals(
                NO_SUCH_UNIT,
                refusal(
                        () ->
                                organizations.describeOrganizationalUnit(
                                        r -> r.organizationalUnitId(outer.id()))));
    }

    private static Parent parent(String id, ParentType type) {
        return Parent.builder().id(id).type(type).build();
    }

    private List<Parent> parents(String childId) {
        return organizations.listParentsPaginator(r -> r.childId(childId)).stream()
                .flatMap(page -> page.parents().stream())
                .toList();
    }

    @Test
    void whatLiesUnderAParentIsListedInPages() {
        String top = create(root, "Paged").id();
        var units = new TreeSet<String>();
        for (int i = 0; i < 5; i++) {
            units.add(create(top, "Unit " + i).id());
        }
        var accounts = new TreeSet<String>();
        for (int i = 0; i < 3; i++) {
            String account = house.newAccount().account();
            move(account, root, top);
            accounts.add(account);
        }
        assertEquals(
                List.copyOf(units),
                organizations
                        .listOrganizationalUnitsForParentPaginator(
                                r -> r.parentId(top).maxResults(2))
                        .stream()
                        .flatMap(page -> page.organizationalUnits().stream())
                        .map(OrganizationalUnit::id)
                        .toList());
        assertEquals(
                List.copyOf(accounts),
                organizations
                        .listAccountsForParentPaginator(r -> r.parentId(top).maxResults(2))
                        .stream()
                        .flatMap(page -> page.accounts().stream())
                        .map(Account::id)
                        .toList());
        assertEquals(accounts, children(top, ChildType.ACCOUNT));
        assertEquals(units, children(top, ChildType.ORGANIZATIONAL_UNIT));
    }

    private Set<String> children(String parentId, ChildType type) {
        return organizations
                .listChildrenPaginator(r -> r.parentId(parentId).childType(type).maxResults(1))
                .stream()
                .flatMap(page -> page.children().stream())
                .map(Child::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void move(String account, String from, String to) {
        organizations.moveAccount(
                r -> r.accountId(account).sourceParentId(from).destinationParentId(to));
    }

    @Test
    void anAccountMovesAndItsPathWithIt() {
        Tenant tenant = house.newAccount();
        String account = tenant.account();
        String organization = organizations.describeOrganization().organization().id();
        assertEquals("CREATED", described(account).joinedMethodAsString());
        assertEquals(List.of(parent(root, ParentType.ROOT)), parents(account));

        String unit = create(root, "Moved").id();
        var limited =
                tenant.user(
                        "limited",
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                        "Action":"iam:ListUsers","Resource":"*","Condition":
                        {"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"%s/%s/%s/*"}}}}\
                        """
                                .formatted(organization, root, unit));
        assertEquals("AccessDenied", code(() -> limited.client().iam().listUsers()));
        move(account, root, unit);
        limited.client().iam().listUsers();
        assertEquals(List.of(parent(unit, ParentType.ORGANIZATIONAL_UNIT)), parents(account));
        assertEquals(
                "OrganizationalUnitNotEmptyException",
                code(
                        () ->
                                organizations.deleteOrganizationalUnit(
                                        r -> r.organizationalUnitId(unit))));

        assertEquals(NO_SUCH_ACCOUNT, refusal(() -> move(account, root, unit)));
        assertEquals(NO_SUCH_ACCOUNT, refusal(() -> move(NO_ACCOUNT, root, unit)));
        assertEquals("DuplicateAccountException", code(() -> move(account, unit, unit)));
        assertEquals("SourceParentNotFoundException", code(() -> move(account, NO_UNIT, unit)));
        assertEquals(
                "DestinationParentNotFoundException", code(() -> move(account, unit, NO_UNIT)));
        move(account, unit, root);
        assertEquals("AccessDenied", code(() -> limited.client().iam().listUsers()));
    }

    private Account described(String account) {
        return organizations.describeAccount(r -> r.accountId(account)).account();
    }

    @Test
    void accountsUnitsAndTheRootAreTagged() {
        String unit = create(root, "Tagged", tag("team", "a"), tag("Team", "b")).id();
        assertEquals(List.of(tag("team", "a"), tag("Team", "b")), tags(unit));
        var created =
                organizations
                        .createAccount(
                                r ->
                                        r.accountName("tagged")
                                                .email("tagged@example.com")
                                                .tags(tag("stage", "test")))
                        .createAccountStatus();
        String account = finished(created.id()).accountId();
        assertEquals(List.of(tag("stage", "test")), tags(account));
        for (String id : List.of(root, unit, account)) {
            organizations.tagResource(r -> r.resourceId(id).tags(tag("cost", "7")));
            assertTrue(tags(id).contains(tag("cost", "7")));
            organizations.untagResource(r -> r.resourceId(id).tagKeys("cost", "none"));
            assertTrue(!tags(id).contains(tag("cost", "7")));
        }
        for (String id : List.of(NO_UNIT, NO_ACCOUNT, "r-none", "p-policy12")) {
            assertEquals(
                    NO_SUCH_TARGET,
                    refusal(
                            () ->
                                    organizations.tagResource(
                                            r -> r.resourceId(id).tags(tag("a", "")))));
            assertEquals(
                    NO_SUCH_TARGET,
                    refusal(() -> organizations.untagResource(r -> r.resourceId(id).tagKeys("a"))));
            assertEquals(NO_SUCH_TARGET, refusal(() -> tags(id)));
        }
        assertInvalid(
                "DUPLICATE_TAG_KEY",
                () ->
                        organizations.tagResource(
                                r -> r.resourceId(unit).tags(tag("x", "1"), tag("x", "2"))));
        assertInvalid(
                "INVALID_SYSTEM_TAGS_PARAMETER",
                () -> organizations.untagResource(r -> r.resourceId(unit).tagKeys("aws:a")));
    }

    @Test
    void aPartHasFiftyTagsAtMostAndNoneTwice() {
        String unit = create(root, "Full of tags").id();
        Tag[] fifty = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "")).toArray(Tag[]::new);
        organizations.tagResource(r -> r.resourceId(unit).tags(fifty));
        assertEquals(50, tags(unit).size());
        var tooMany =
                assertThrows(
                        ConstraintViolationException.class,
                        () ->
                                organizations.tagResource(
                                        r -> r.resourceId(unit).tags(tag("x", ""))));
        assertEquals("MAX_TAG_LIMIT_EXCEEDED", tooMany.reasonAsString());
        Tag[] twins = {tag("x", "1"), tag("x", "2")};
        assertInvalid("DUPLICATE_TAG_KEY", () -> create(unit, "Twins", twins));
        assertInvalid(
                "DUPLICATE_TAG_KEY",
                () ->
                        organizations.createAccount(
                                r ->
                                        r.accountName("twins")
                                                .email("twins@example.com")
                                                .tags(twins)));
    }

    @Test
    void whatBreaksTheModelIsRefusedWithAReason() {
        List<Executable> calls =
                List.of(
                        () -> organizations.closeAccount(r -> r.accountId("x")),
                        () -> organizations.describeAccount(r -> r.accountId("x")),
                        () ->
                                organizations.describeCreateAccountStatus(
                                        r -> r.createAccountRequestId("x")),
                        () ->
                                organizations.describeOrganizationalUnit(
                                        r -> r.organizationalUnitId("x")),
                        () ->
                                organizations.deleteOrganizationalUnit(
                                        r -> r.organizationalUnitId("x")),
                        () ->
                                organizations.updateOrganizationalUnit(
                                        r -> r.organizationalUnitId("x")),
                        () ->
                                organizations.moveAccount(
                                        r ->
                                                r.accountId("x")
                                                        .sourceParentId(root)
                                                        .destinationParentId(root)));
        for (var call : calls) {
            assertInvalid("INVALID_PATTERN", call);
        }
        assertInvalid(
                "INVALID_ENUM", () -> organizations.createOrganization(r -> r.featureSet("x")));
        assertInvalid("INPUT_REQUIRED", () -> organizations.createAccount(r -> r.accountName("x")));
        assertEquals(
                new Refusal(
                        400,
                        "InvalidInputException",
                        "You provided a value that does not match the required pattern."),
                refusal(() -> organizations.describeAccount(r -> r.accountId("x"))));
    }

    private static void assertInvalid(String reason, Executable call) {
        assertEquals(reason, assertThrows(InvalidInputException.class, call).reasonAsString());
    }

    @Test
    void aTokenThatNoPageGaveIsRefused() {
        String none = "none";
        List<Executable> calls =
                List.of(
                        () -> organizations.listAccounts(r -> r.nextToken(none)),
                        () ->
                                organizations.listAccountsForParent(
                                        r -> r.parentId(root).nextToken(none)),
                        () ->
                                organizations.listOrganizationalUnitsForParent(
                                        r -> r.parentId(root).nextToken(none)),
                        () ->
                                organizations.listChildren(
                                        r ->
                                                r.parentId(root)
                                                        .childType(ChildType.ACCOUNT)
                                                        .nextToken(none)),
                        () ->
                                organizations.listParents(
                                        r -> r.childId(house.account()).nextToken(none)),
                        () -> organizations.listRoots(r -> r.nextToken(none)),
                        () ->
                                organizations.listTagsForResource(
                                        r -> r.resourceId(root).nextToken(none)),
                        () -> organizations.listCreateAccountStatus(r -> r.nextToken(none)));
        for (var call : calls) {
            assertInvalid("INVALID_NEXT_TOKEN", call);
        }
    }

    private List<Tag> tags(String id) {
        return organizations.listTagsForResourcePaginator(r -> r.resourceId(id)).tags().stream()
                .toList();
    }

    private CreateAccountStatus finished(String requestId) {
        CreateAccountStatus status;
        do {
            status =
                    organizations
                            .describeCreateAccountStatus(r -> r.createAccountRequestId(requestId))
                            .createAccountStatus();
        } while (status.state() == CreateAccountState.IN_PROGRESS);
        assertEquals(CreateAccountState.SUCCEEDED, status.state(), status.toString());
        return status;
    }

    @Test
    void creationsAreListedByTheirState() {
        house.newAccount();
        house.newAccount();
        var taken =
                organizations
                        .createAccount(r -> r.accountName("again").email("tenant-1@example.com"))
                        .createAccountStatus();
        CreateAccountStatus failed;
        do {
            failed =
                    organizations
                            .describeCreateAccountStatus(r -> r.createAccountRequestId(taken.id()))
                            .createAccountStatus();
        } while (failed.state() == CreateAccountState.IN_PROGRESS);
        assertEquals("EMAIL_ALREADY_EXISTS", failed.failureReasonAsString());
        assertTrue(
                organizations
                        .listCreateAccountStatusPaginator(r -> r.states(CreateAccountState.FAILED))
                        .stream()
                        .flatMap(page -> page.createAccountStatuses().stream())
                        .anyMatch(status -> status.id().equals(taken.id())));
        var succeeded =
                organizations
                        .listCreateAccountStatusPaginator(
                                r -> r.states(CreateAccountState.SUCCEEDED).maxResults(1))
                        .stream()
                        .flatMap(page -> page.createAccountStatuses().stream())
                        .toList();
        assertTrue(succeeded.size() >= 2, "succeeded: " + succeeded.size());
        assertTrue(succeeded.stream().allMatch(status -> status.accountId() != null));
    }

    @Test
    void whatIsNotThereAndWhatIsTooMuchIsRefused() {
        assertEquals(NO_SUCH_ACCOUNT, refusal(() -> described(NO_ACCOUNT)));
        assertEquals(
                "CreateAccountStatusNotFoundException",
                code(
                        () ->
                                organizations.describeCreateAccountStatus(
                                        r -> r.createAccountRequestId(NO_REQUEST))));
        assertEquals("ChildNotFoundException", code(() -> parents(NO_UNIT)));
        assertEquals("ParentNotFoundException", code(() -> create(NO_UNIT, "New")));
        assertEquals(
                "ParentNotFoundException",
                code(() -> organizations.listAccountsForParent(r -> r.parentId(NO_UNIT))));
        assertEquals(
                "ParentNotFoundException",
                code(
                        () ->
                                organizations.listOrganizationalUnitsForParent(
                                        r -> r.parentId(NO_UNIT))));
        assertEquals("ParentNotFoundException", code(() -> children(NO_UNIT, ChildType.ACCOUNT)));
        assertEquals(
                NO_SUCH_UNIT,
                refusal(
                        () ->
                                organizations.updateOrganizationalUnit(
                                        r -> r.organizationalUnitId(NO_UNIT).name("New"))));
        assertEquals(
                NO_SUCH_UNIT,
                refusal(
                        () ->
                                organizations.deleteOrganizationalUnit(
                                        r -> r.organizationalUnitId(NO_UNIT))));

        String parent = create(root, "Refused").id();
        assertEquals(
                new Refusal(
                        400,
                        "DuplicateOrganizationalUnitException",
                        "An OU with the same name already exists."),
                refusal(() -> create(root, "Refused")));
        create(parent, "Other");
        String sibling = create(parent, "Sibling").id();
        assertEquals(
                "DuplicateOrganizationalUnitException",
                code(
                        () ->
                                organizations.updateOrganizationalUnit(
                                        r -> r.organizationalUnitId(sibling).name("Other"))));
        for (int level = 2; level <= 5; level++) {
            parent = create(parent, "Level " + level).id();
        }
        String deepest = parent;
        var tooDeep =
                assertThrows(ConstraintViolationException.class, () -> create(deepest, "Level 6"));
        assertEquals("OU_DEPTH_LIMIT_EXCEEDED", tooDeep.reasonAsString());
    }

    @Test
    void onlyTheManagementAccountMayDoThis() {
        Tenant tenant = house.newAccount();
        var member = tenant.admin().organizations();
        String account = tenant.account();
        List<Executable> calls =
                List.of(
                        () -> member.describeAccount(r -> r.accountId(account)),
                        () -> member.listRoots(r -> {}),
                        () -> member.createOrganizationalUnit(r -> r.parentId(root).name("Mine")),
                        () ->
                                member.updateOrganizationalUnit(
                                        r -> r.organizationalUnitId(NO_UNIT).name("Mine")),
                        () -> member.deleteOrganizationalUnit(r -> r.organizationalUnitId(NO_UNIT)),
                        () ->
                                member.describeOrganizationalUnit(
                                        r -> r.organizationalUnitId(NO_UNIT)),
                        () -> member.listOrganizationalUnitsForParent(r -> r.parentId(root)),
                        () ->
                                member.moveAccount(
                                        r ->
                                                r.accountId(account)
                                                        .sourceParentId(root)
                                                        .destinationParentId(root)),
                        () -> member.listAccountsForParent(r -> r.parentId(root)),
                        () -> member.listParents(r -> r.childId(account)),
                        () -> member.listChildren(r -> r.parentId(root).childType("ACCOUNT")),
                        () -> member.tagResource(r -> r.resourceId(account).tags(tag("a", "b"))),
                        () -> member.untagResource(r -> r.resourceId(account).tagKeys("a")),
                        () -> member.listTagsForResource(r -> r.resourceId(account)),
                        () -> member.listCreateAccountStatus(r -> {}));
        for (var call : calls) {
            assertEquals("AccessDeniedException", code(call));
        }
        assertEquals(
                house.account(), member.describeOrganization().organization().masterAccountId());
    }

    @Test
    void eachOperationIsAllowedOnTheVeryResource() {
        var management = new Tenant(house.account(), house.root());
        var one = create(root, "Allowed");
        var other = create(root, "Denied");
        var person =
                management.user(
                        "unit-admin",
                        Documents.allow("organizations:DescribeOrganizationalUnit", one.arn()));
        var asked = person.client().organizations();
        asked.describeOrganizationalUnit(r -> r.organizationalUnitId(one.id()));
        assertEquals(
                "AccessDeniedException",
                code(
                        () ->
                                asked.describeOrganizationalUnit(
                                        r -> r.organizationalUnitId(other.id()))));
        // All three of an account's move are needed: itself, where it is, where it goes.
        String account = house.newAccount().account();
        String accountArn = described(account).arn();
        String rootArn = organizations.listRoots(r -> {}).roots().getFirst().arn();
        management.grant(
                "unit-admin",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                "Action":"organizations:MoveAccount","Resource":["%s","%s","%s"]}}\
                """
                        .formatted(accountArn, rootArn, one.arn()));
        assertEquals(
                "AccessDeniedException",
                code(
                        () ->
                                asked.moveAccount(
                                        r ->
                                                r.accountId(account)
                                                        .sourceParentId(root)
                                                        .destinationParentId(other.id()))));
        asked.moveAccount(
                r -> r.accountId(account).sourceParentId(root).destinationParentId(one.id()));
        assertEquals(List.of(parent(one.id(), ParentType.ORGANIZATIONAL_UNIT)), parents(account));
    }
}
