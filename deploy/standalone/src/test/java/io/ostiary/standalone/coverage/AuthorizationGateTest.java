package io.ostiary.standalone.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.standalone.coverage.Gate.Permission;
import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.tenancy.ForeignThings;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every operation that is built is closed to a user without rights, open to one who is allowed
 * exactly its action on exactly its resource, and closed again to one who is allowed that action on
 * everything but the resource. What an operation needs stands in {@code gates.tsv}, written by hand
 * from AWS's service authorization reference: not read from what the engine goes by.
 */
@ExtendWith(RunningHouse.Shared.class)
final class AuthorizationGateTest {
    private static final String NOTHING = Documents.allow("s3:GetObject", "*");
    private static final String GATED = "gated";

    private final Map<String, OperationModel> built = new TreeMap<>();
    private final List<Gate> gates;
    private final RunningHouse house;
    private final Tenant tenant;
    private final Client inTenant;
    private final Client inManagement;
    private final ModelRequests requests;

    AuthorizationGateTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        new OperationCatalog(ServiceCatalog.load())
                .all().stream()
                        .filter(Operation::isBuilt)
                        .forEach(each -> built.put(each.model().toString(), each.model()));
        var things = ForeignThings.existing(house, tenant).values();
        gates =
                Gate.load(tenant.account(), house.account(), names(things)).stream()
                        .filter(gate -> built.containsKey(gate.operation()))
                        .toList();
        requests = new ModelRequests(things);
        tenant.admin()
                .iam()
                .updateAssumeRolePolicy(
                        r ->
                                r.roleName("shared-role")
                                        .policyDocument(
                                                Documents.trust(
                                                        "arn:aws:iam::"
                                                                + tenant.account()
                                                                + ":root")));
        inTenant = tenant.user(GATED, NOTHING).client();
        inManagement = new Tenant(house.account(), house.root()).user(GATED, NOTHING).client();
    }

    private Map<String, String> names(Map<String, String> things) {
        var organizations = house.root().organizations();
        return Map.of(
                "account",
                tenant.account(),
                "organization",
                organizations.describeOrganization().organization().id(),
                "root",
                organizations.listRoots(r -> {}).roots().getFirst().id(),
                "unit",
                Objects.requireNonNull(things.get("OrganizationalUnitId")),
                "bucket",
                Objects.requireNonNull(things.get("Bucket")));
    }

    @Test
    void everyOperationNeedsItsPermissionOnItsResourceAndNoMore() {
        var without = new TreeSet<>(built.keySet());
        gates.forEach(gate -> without.remove(gate.operation()));
        assertEquals(new TreeSet<String>(), without, "without a row in " + Gate.RESOURCE);
        var faults = new ArrayList<String>();
        try (var calls = new SignedCalls(house.url())) {
            for (Gate gate : gates) {
                if (!gate.needed().isEmpty()) {
                    expect(true, gate, calls, "nothing", faults);
                }
            }
            for (Gate gate : gates) {
                for (Permission permission : gate.needed()) {
                    if (!permission.resource().equals("*") || gate.needed().size() > 1) {
                        grant(gate, statements(gate.needed(), permission));
                        expect(true, gate, calls, "all but " + permission, faults);
                    }
                }
                grant(gate, statements(gate.needed(), null));
                expect(false, gate, calls, gate.needed().toString(), faults);
            }
        }
        assertEquals(List.of(), faults);
    }

    private void expect(
            boolean denied, Gate gate, SignedCalls calls, String allowed, List<String> faults) {
        OperationModel model = Objects.requireNonNull(built.get(gate.operation()));
        var reply =
                requests.valid(model, gate.members())
                        .call(calls, client(gate).credentials(), model);
        // A HEAD has no body that could say why.
        boolean head = model.http().method().equals("HEAD") && reply.status() == 403;
        boolean wasDenied =
                head || List.of("AccessDenied", "AccessDeniedException").contains(reply.code());
        if (wasDenied != denied || reply.status() >= 500) {
            faults.add(gate + ", allowed " + allowed + ": " + reply.status() + reply.body());
        }
    }

    private Client client(Gate gate) {
        return gate.isOfManagement() ? inManagement : inTenant;
    }

    private void grant(Gate gate, String policy) {
        var admin = gate.isOfManagement() ? house.root() : tenant.admin();
        admin.iam()
                .putUserPolicy(r -> r.userName(GATED).policyName("granted").policyDocument(policy));
    }

    /**
     * @param missing the permission whose resource is the one that is not allowed
     */
    private static String statements(Collection<Permission> needed, @Nullable Permission missing) {
        if (needed.isEmpty()) {
            return NOTHING;
        }
        return needed.stream()
                .map(
                        each ->
                                """
                                {"Effect":"Allow","Action":"%s","%s":"%s"}\
                                """
                                        .formatted(
                                                each.action(),
                                                each.equals(missing) ? "NotResource" : "Resource",
                                                each.resource()))
                .collect(
                        Collectors.joining(
                                ",", "{\"Version\":\"2012-10-17\",\"Statement\":[", "]}"));
    }
}
