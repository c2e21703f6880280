package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyAttached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyDetached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitCreated;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeDisabled;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeEnabled;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.query.OrganizationQuery.ListPolicies;
import io.ostiary.contract.query.OrganizationQuery.ListPoliciesForTarget;
import io.ostiary.contract.query.OrganizationQuery.ListTargetsForPolicy;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.result.OrganizationResult.ListPoliciesForTargetResult;
import io.ostiary.contract.result.OrganizationResult.ListPoliciesResult;
import io.ostiary.contract.result.OrganizationResult.ListTargetsForPolicyResult;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.shape.OrganizationPolicySummary;
import io.ostiary.contract.shape.PolicyTargetSummary;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is told of an organization's policies. */
final class OrganizationPolicyQueriesTest {
    private static final String MANAGEMENT = "111111111111";
    private static final String ROOT = "r-abcd";
    private static final String DEV = "ou-abcd-dev00000";
    private static final String OPS = "ou-abcd-ops00000";
    private static final String FULL = "p-FullAWSAccess";
    private static final String SCP = "SERVICE_CONTROL_POLICY";
    private static final OrganizationPolicyType TYPE =
            OrganizationPolicyType.SERVICE_CONTROL_POLICY;

    @TempDir Path directory;

    private final History history = History.opened(MANAGEMENT);
    private House house;

    @BeforeEach
    void openTheHouse() {
        history.add(new OrganizationCreated("o-abcdefghij", ROOT, "ALL", history.now()));
        history.add(new OrganizationalUnitCreated(DEV, ROOT, "Dev", history.now()));
        history.add(new OrganizationalUnitCreated(OPS, ROOT, "Ops", history.now()));
        for (String id : List.of("p-0000", "p-aaaa", "p-zzzz")) {
            history.add(new OrganizationPolicyCreated(id, TYPE, id, "", "{}"));
        }
        house = House.of(directory, history);
    }

    @AfterEach
    void closeTheHouse() {
        house.close();
    }

    private <R extends Result> R found(Class<R> type, Query query) {
        return house.fold(history).found(type, history, query);
    }

    private List<String> attached(String target) {
        var query = new ListPoliciesForTarget(SCP, null, null, target);
        return found(ListPoliciesForTargetResult.class, query).policies().stream()
                .map(OrganizationPolicySummary::id)
                .toList();
    }

    /** Of one after the other. */
    private List<String> targets(String policy) {
        var all = new ArrayList<String>();
        String token = null;
        do {
            var page =
                    found(
                            ListTargetsForPolicyResult.class,
                            new ListTargetsForPolicy(1, token, policy));
            page.targets().stream().map(PolicyTargetSummary::targetId).forEach(all::add);
            token = page.nextToken();
        } while (token != null);
        return all;
    }

    @Test
    void theOneOfAwsIsListedFirstAndEachOnceInPages() {
        var all = new ArrayList<String>();
        String token = null;
        do {
            var page = found(ListPoliciesResult.class, new ListPolicies(SCP, 1, token));
            page.policies().stream().map(OrganizationPolicySummary::id).forEach(all::add);
            token = page.nextToken();
        } while (token != null);
        assertEquals(List.of(FULL, "p-0000", "p-aaaa", "p-zzzz"), all);
        var other = found(ListPoliciesResult.class, new ListPolicies("TAG_POLICY", null, null));
        assertEquals(List.of(), other.policies());
        assertNull(other.nextToken());
    }

    @Test
    void nothingIsAttachedOfATypeThatIsNotEnabled() {
        assertEquals(List.of(), attached(DEV));
        assertEquals(List.of(), targets(FULL));
        history.add(new PolicyTypeEnabled(TYPE));
        assertEquals(List.of(FULL), attached(DEV));
        assertEquals(List.of(MANAGEMENT, DEV, OPS, ROOT), targets(FULL));
        history.add(new PolicyTypeDisabled(TYPE));
        assertEquals(List.of(), attached(DEV));
        assertEquals(List.of(), targets(FULL));
    }

    @Test
    void attachmentsAreToldFromBothSides() {
        history.add(new PolicyTypeEnabled(TYPE));
        history.add(new OrganizationPolicyAttached("p-aaaa", ROOT));
        history.add(new OrganizationPolicyAttached("p-aaaa", DEV));
        history.add(new OrganizationPolicyDetached(FULL, DEV));
        assertEquals(List.of("p-aaaa"), attached(DEV));
        assertEquals(List.of(FULL, "p-aaaa"), attached(ROOT));
        assertEquals(List.of(DEV, ROOT), targets("p-aaaa"));
        assertEquals(List.of(MANAGEMENT, OPS, ROOT), targets(FULL));
        assertEquals(List.of(), targets("p-zzzz"));
    }
}
