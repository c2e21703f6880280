package io.ostiary.standalone.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.RunningHouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The case files through SimulateCustomPolicy, as far as its inputs can express them. */
@ExtendWith(RunningHouse.Shared.class)
final class SimulatedCasesTest {

    private static final int LEAST = 460;

    /** The simulation wants a policy of the caller's own; this one says nothing of any case. */
    private static final String SILENT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"none:None","Resource":"*"}}\
            """;

    private final IamClient iam;

    SimulatedCasesTest(RunningHouse house) {
        iam = house.newAccount().admin().iam();
    }

    @Test
    void whatTheCasesSayIsWhatTheSimulationSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> left = new TreeMap<>();
        int asked = 0;
        for (WrittenCase one : WrittenCase.all()) {
            String why = inexpressible(one);
            if (why == null) {
                try {
                    String told = simulated(one);
                    asked++;
                    if (!told.equals(one.wanted())) {
                        wrong.add(one.name() + ": wanted " + one.wanted() + ", told " + told);
                    }
                } catch (AwsServiceException e) {
                    why = "not taken: " + e.awsErrorDetails().errorMessage();
                }
            }
            if (why != null) {
                left.merge(why, 1, Integer::sum);
            }
        }
        System.out.printf("%d cases through SimulateCustomPolicy; not so: %s%n", asked, left);
        assertEquals(List.of(), wrong);
        assertTrue(asked >= LEAST, asked + " cases");
    }

    private static @Nullable String inexpressible(WrittenCase one) {
        for (String layer : List.of("scp", "rcp", "trust", "bindings", "session")) {
            if (one.tree().has(layer)) {
                return layer;
            }
        }
        if (one.namesIds()) {
            return "ids, which a simulation has not";
        }
        if (one.lacksUserName()) {
            return "the caller's name, which a simulation gives";
        }
        return List.of("alice", "bob", "mallory").contains(one.principal())
                ? null
                : "who asks: " + one.principal();
    }

    private String simulated(WrittenCase one) {
        var request =
                SimulateCustomPolicyRequest.builder()
                        .policyInputList(own(one))
                        .actionNames(one.action())
                        .resourceArns(one.resource())
                        .resourceOwner(root(one.resourceAccount()))
                        .callerArn(caller(one))
                        .contextEntries(context(one))
                        .resourcePolicy(one.document("resource"));
        String boundary = one.document("boundary");
        if (boundary != null) {
            request.permissionsBoundaryPolicyInputList(boundary);
        }
        var results = iam.simulateCustomPolicy(request.build()).evaluationResults();
        String decision = results.getFirst().evalDecisionAsString();
        return decision.equals("allowed") ? "allow" : decision;
    }

    private static List<String> own(WrittenCase one) {
        List<String> policies = new ArrayList<>();
        for (String layer : List.of("identity", "group")) {
            String document = one.document(layer);
            if (document != null) {
                policies.add(document);
            }
        }
        return policies.isEmpty() ? List.of(SILENT) : policies;
    }

    private static String root(String account) {
        return "arn:aws:iam::" + account + ":root";
    }

    private static String caller(WrittenCase one) {
        String account = one.principal().equals("mallory") ? WrittenCase.ABROAD : WrittenCase.HOME;
        return "arn:aws:iam::" + account + ":user/" + one.principal();
    }

    private static List<ContextEntry> context(WrittenCase one) {
        List<ContextEntry> entries = new ArrayList<>();
        one.keys()
                .forEach(
                        (key, values) ->
                                entries.add(
                                        ContextEntry.builder()
                                                .contextKeyName(key)
                                                .contextKeyType(
                                                        values.size() == 1
                                                                ? "string"
                                                                : "stringList")
                                                .contextKeyValues(values)
                                                .build()));
        return entries;
    }
}
