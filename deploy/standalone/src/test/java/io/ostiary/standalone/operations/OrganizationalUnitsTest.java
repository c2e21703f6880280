package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.ParentType;

import java.util.List;
import java.util.TreeSet;

/** The organization's tree: units, and where accounts lie in it. */
@ExtendWith(RunningHouse.Shared.class)
final class OrganizationalUnitsTest extends OrganizationTreeFixture {

    OrganizationalUnitsTest(RunningHouse house) {
        super(house);
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
