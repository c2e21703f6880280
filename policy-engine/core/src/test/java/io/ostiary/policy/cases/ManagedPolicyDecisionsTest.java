package io.ostiary.policy.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Names;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.managed.ManagedPolicy;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.policy.reference.ReferenceEvaluator;
import io.ostiary.policy.reference.ReferencePolicies;
import io.ostiary.policy.reference.ReferenceRequest;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Every policy that AWS manages, on requests that are drawn from its own text: both evaluators must
 * agree. A failure prints its seed.
 */
class ManagedPolicyDecisionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AccountId HOME = new AccountId(World.HOME);

    private final ManagedPolicyCatalog catalog = ManagedPolicyCatalog.open();

    @Test
    void eachDecidesAsTheReferenceDoes() throws IOException {
        run(Long.getLong("ostiary.seed", 20_260_101), 20);
    }

    @Test
    @Tag("nightly")
    void eachDecidesAsTheReferenceDoesAllNight() throws IOException {
        run(Long.getLong("ostiary.seed", System.nanoTime()), 1_000);
    }

    private void run(long seed, int requests) throws IOException {
        var random = new Random(seed);
        int allowed = 0;
        int denied = 0;
        for (ManagedPolicy policy : catalog.policies()) {
            JsonNode document = JSON.readTree(catalog.document(policy.arn()));
            var compiled =
                    new PolicySet(
                            List.of(
                                    new LabelledPolicy(
                                            policy.name(), catalog.compiled(policy.arn()))),
                            List.of(),
                            null,
                            null,
                            null,
                            Guardrails.NONE);
            var reference =
                    new ReferencePolicies(
                            List.of(document),
                            null,
                            null,
                            null,
                            false,
                            List.of(),
                            List.of(),
                            Map.of());
            for (int i = 0; i < requests; i++) {
                ReferenceRequest request = drawn(document, random);
                Decision decision = Evaluator.evaluate(compiled(request), compiled);
                assertEquals(
                        ReferenceEvaluator.decide(reference, request),
                        CaseRun.name(decision.outcome()),
                        () -> "seed %d: %s on %s".formatted(seed, policy.name(), request));
                allowed += decision.isAllowed() ? 1 : 0;
                denied += decision.outcome() == Decision.Outcome.EXPLICIT_DENY ? 1 : 0;
            }
        }
        int policies = catalog.policies().size();
        System.out.printf(
                "%,d managed policies, %,d requests from seed %d: %,d allowed, %,d denied by a"
                        + " statement%n",
                policies, policies * requests, seed, allowed, denied);
        assertTrue(allowed > policies * requests / 10 && denied > 0, allowed + " " + denied);
    }

    private static AuthorizationRequest compiled(ReferenceRequest request) {
        Principal alice = World.principal("alice");
        return AuthorizationRequest.of(
                request.action(), request.resource(), HOME, alice, request.keys()::get);
    }

    /** An action, a resource and keys that one statement speaks of, or nearly. */
    private static ReferenceRequest drawn(JsonNode document, Random random) {
        JsonNode statement = one(document.get("Statement"), random);
        JsonNode actions = statement.has("Action") ? statement.get("Action") : null;
        String action =
                actions == null || random.nextInt(8) == 0
                        ? "iam:GetUser"
                        : filled(one(actions, random).asText(), random);
        if (action.indexOf(':') < 0) {
            action = "s3:Get" + action;
        }
        JsonNode resources =
                statement.has("Resource") ? statement.get("Resource") : statement.get("NotResource");
        String resource = filled(one(resources, random).asText(), random);
        if (!resource.startsWith("arn:") && random.nextBoolean()) {
            resource = "*";
        }
        Map<String, List<String>> keys = new LinkedHashMap<>();
        statement
                .path("Condition")
                .forEach(
                        operator ->
                                operator.properties()
                                        .forEach(key -> draw(key, keys, random)));
        Principal alice = World.principal("alice");
        return new ReferenceRequest(
                action,
                resource,
                World.HOME,
                World.referenceKind(alice.kind()),
                World.HOME,
                alice.uniqueId(),
                alice.arn(),
                null,
                keys);
    }

    private static void draw(
            Map.Entry<String, JsonNode> key, Map<String, List<String>> keys, Random random) {
        int choice = random.nextInt(6);
        if (choice == 0) {
            return;
        }
        List<String> values = new ArrayList<>();
        values.add(
                choice == 1 ? "other" : filled(one(key.getValue(), random).asText(), random));
        if (choice == 2) {
            values.add("other");
        }
        keys.put(Names.key(key.getKey()), values);
    }

    /** A text that the pattern matches, more often than not. */
    private static String filled(String pattern, Random random) {
        String text = pattern.replaceAll("\\$\\{[^}]*}", "alice").replace('?', 'x');
        return text.replace("*", List.of("", "x", "Abc", "a/b").get(random.nextInt(4)));
    }

    private static JsonNode one(JsonNode listed, Random random) {
        return listed.isArray()
                ? Objects.requireNonNull(listed.get(random.nextInt(listed.size())))
                : listed;
    }
}
