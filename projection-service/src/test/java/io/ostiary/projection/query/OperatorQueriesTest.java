package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AccountEvent.QuotaSet;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.MemberClosed;
import io.ostiary.contract.event.OrganizationEvent.MemberClosing;
import io.ostiary.contract.event.OrganizationEvent.MemberRemoved;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.query.AccountQuery.GetAccountSummary;
import io.ostiary.contract.query.OperatorQuery.ListQuotas;
import io.ostiary.contract.query.OrganizationQuery.ListAccounts;
import io.ostiary.contract.result.AccountResult.GetAccountSummaryResult;
import io.ostiary.contract.result.OperatorResult.ListQuotasResult;
import io.ostiary.contract.result.OrganizationResult.ListAccountsResult;
import io.ostiary.contract.shape.Account;
import io.ostiary.contract.shape.Quota;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** What a management account is told of its members: quotas, and whether they are closed. */
final class OperatorQueriesTest {

    private final History management = History.opened("111111111111");
    private final History member = History.opened("222222222222", "111111111111");
    private final House house;

    OperatorQueriesTest(@TempDir Path directory) {
        house = new House(directory.resolve("store"));
    }

    @BeforeEach
    void openAMember() {
        management.add(new OrganizationCreated("o-1", "r-1", "ALL", management.now()));
        management.add(
                new AccountCreationStarted(
                        "car-1", member.account(), "M", "m@x", "R", List.of(), management.now()));
        management.add(new AccountCreationSucceeded("car-1", 1, management.now()));
        house.fold(management);
        house.fold(member);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<Quota> quotas(String account) {
        return house.found(ListQuotasResult.class, management, new ListQuotas(account)).quotas();
    }

    @Test
    void aRaisedQuotaIsToldOfItsAccountAndInItsSummary() {
        member.add(new QuotaSet("RolesPerAccount", 2_000));
        house.fold(member);
        assertTrue(
                quotas("222222222222").contains(new Quota("RolesPerAccount", 2_000, 1_000, 5_000)));
        assertTrue(
                quotas("111111111111").contains(new Quota("RolesPerAccount", 1_000, 1_000, 5_000)));
        assertTrue(quotas("111111111111").contains(new Quota("GroupsPerUser", 10, 10, 10)));
        assertEquals(
                2_000,
                house.found(GetAccountSummaryResult.class, member, new GetAccountSummary())
                        .summaryMap()
                        .get("RolesQuota"));
    }

    @Test
    void membersAndStrangersAreToldNothing() {
        assertEquals(
                "AccessDenied",
                house.refused(House.root(member), new ListQuotas("222222222222")).code());
        assertEquals(
                "NoSuchAccountException",
                house.refused(House.root(management), new ListQuotas("333333333333")).code());
    }

    @Test
    void anAccountIsListedAsItsManagementAccountKnowsIt() {
        assertEquals("ACTIVE", status());
        management.add(new MemberClosing(member.account(), management.now()));
        house.fold(management);
        assertEquals("PENDING_CLOSURE", status());
        management.add(new MemberClosed(member.account(), 2));
        house.fold(management);
        assertEquals("SUSPENDED", status());
        management.add(new MemberRemoved(member.account()));
        house.fold(management);
        assertEquals("none", status());
    }

    private String status() {
        return house
                .found(ListAccountsResult.class, management, new ListAccounts(null, null))
                .accounts()
                .stream()
                .filter(account -> "222222222222".equals(account.id()))
                .map(Account::status)
                .findFirst()
                .orElse("none");
    }
}
