package io.ostiary.standalone.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.tenancy.ForeignThings;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Requests made from the models, for every operation that is built: each constraint's boundary
 * values, members missing and surplus, wrong types. Whatever comes of them, it is no 5xx, and it is
 * valid against the model.
 */
@ExtendWith(RunningHouse.Shared.class)
final class GeneratedRequestsTest {
    private static final long SEED = Long.getLong("ostiary.seed", 20_261_127L);
    private static final int SOME = 1_500;
    private static final int SHOWN = 40;

    /** Of the Query protocol and of the JSON one. */
    private static final Set<String> REFUSALS = Set.of("ValidationError", "ValidationException");

    private final RunningHouse house;
    private final Tenant tenant;

    private record Case(Operation operation, ModelRequests.Request request) {}

    GeneratedRequestsTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
    }

    @Test
    void someRequestsAtTheEdgesOfTheModelsGetValidAnswers() {
        call(SOME);
    }

    @Test
    @Tag("nightly")
    void allRequestsAtTheEdgesOfTheModelsGetValidAnswers() {
        call(Integer.MAX_VALUE);
    }

    /**
     * What the server decides never comes from the caller, and what no operation has is no part.
     */
    @Test
    void a090_noOperationTakesAParameterThatItDoesNotHave() {
        var requests = requests();
        List<String> faults = new ArrayList<>();
        try (var calls = new SignedCalls(house.url())) {
            for (Operation operation : built()) {
                for (String extra : List.of("Arn", "UserId", "CreateDate", "PolicyArns")) {
                    if (operation.model().input().member(extra).isEmpty()) {
                        var reply =
                                requests.valid(operation.model())
                                        .with(extra, "x")
                                        .call(calls, who(operation), operation.model());
                        if (reply.status() != 400 || !REFUSALS.contains(reply.code())) {
                            faults.add(operation.model() + " " + extra + reply.body());
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    /**
     * An account that is named is one of its own: some operation may close it. It lies under the
     * root.
     */
    private ModelRequests requests() {
        var values = new HashMap<>(ForeignThings.existing(house, tenant).values());
        values.put("AccountId", house.newAccount().account());
        values.put(
                "SourceParentId",
                house.root().organizations().listRoots(r -> {}).roots().getFirst().id());
        return new ModelRequests(values);
    }

    private static List<Operation> built() {
        return new OperationCatalog(ServiceCatalog.load())
                .all().stream()
                        .filter(Operation::isBuilt)
                        // Of REST the readers' own tests make requests, and look at the answers.
                        .filter(each -> !each.model().service().protocol().isRest())
                        .sorted(Comparator.comparing(each -> each.model().toString()))
                        .toList();
    }

    private void call(int most) {
        List<Case> cases = new ArrayList<>();
        var requests = requests();
        for (Operation operation : built()) {
            requests.around(operation.model()).forEach(r -> cases.add(new Case(operation, r)));
        }
        Collections.shuffle(cases, new Random(SEED));
        List<String> faults = new ArrayList<>();
        try (var calls = new SignedCalls(house.url())) {
            for (Case each : cases.subList(0, Math.min(most, cases.size()))) {
                var model = each.operation().model();
                var reply = each.request().input().call(calls, who(each.operation()), model);
                List<String> found = new ArrayList<>(AnswerCheck.faults(model, reply));
                if (reply.status() >= 500 && !isMeant(each.operation(), reply.status())) {
                    found.add("status " + reply.status());
                }
                if (!found.isEmpty()) {
                    faults.add(model + ", " + each.request().what() + ": " + found + reply.body());
                }
            }
        }
        assertEquals(
                List.of(),
                faults.stream().limit(SHOWN).toList(),
                "seed %d, %d of %d".formatted(SEED, faults.size(), cases.size()));
    }

    /** Organizations and our own service are the management account's. */
    private AwsCredentials who(Operation operation) {
        return switch (operation.signingName()) {
            case "organizations", "ostiary" -> house.rootCredentials();
            default -> tenant.admin().credentials();
        };
    }

    /** Parameters of AssumeRole that are not built yet say so. */
    private static boolean isMeant(Operation operation, int status) {
        return status == 501 && operation.kind() == Operation.Kind.STS;
    }
}
