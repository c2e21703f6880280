package io.ostiary.policy.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.Decision;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Random policies through both evaluators. A failure prints its seed and the smallest case that
 * still fails; {@code -Dostiary.seed=N} draws another row.
 */
class RandomScenariosTest {

    @Test
    void bothEvaluatorsAgree() {
        run(Long.getLong("ostiary.seed", 20_260_101), 10_000);
    }

    @Test
    @Tag("nightly")
    void bothEvaluatorsAgreeAllNight() {
        run(Long.getLong("ostiary.seed", System.nanoTime()), 1_000_000);
    }

    @Test
    void aDisagreementIsShrunkToTheStatementsThatMatter() {
        Scenario one = new RandomScenarios(3).next();
        ArrayNode many = Objects.requireNonNull(one.layers().get("identity"));
        many.add(JsonNodeFactory.instance.objectNode().put("Effect", "Allow").put("x", true));

        Scenario small = shrunk(one, scenario -> scenario.layers().toString().contains("\"x\""));

        assertEquals(
                1,
                small.layers().values().stream().mapToInt(ArrayNode::size).sum(),
                small::toString);
    }

    private static void run(long firstSeed, int cases) {
        int allowed = 0;
        int denied = 0;
        for (long seed = firstSeed; seed < firstSeed + cases; seed++) {
            Scenario scenario = new RandomScenarios(seed).next();
            if (disagrees(scenario)) {
                Scenario small = shrunk(scenario, RandomScenariosTest::disagrees);
                fail(
                        "seed %d: compiled %s, reference %s: %s"
                                .formatted(seed, small.decision(), small.reference(), small));
            }
            allowed += scenario.decision().isAllowed() ? 1 : 0;
            denied += scenario.decision().outcome() == Decision.Outcome.EXPLICIT_DENY ? 1 : 0;
            if (scenario.decision().isAllowed()) {
                assertTrue(
                        scenario.explanation().applied().stream()
                                .noneMatch(applied -> applied.effect() == Effect.DENY),
                        () -> "a deny applied, yet allowed: " + scenario);
            }
        }
        // A row that is nearly always denied would prove little.
        assertTrue(allowed > cases / 10 && denied > cases / 10, allowed + " " + denied);
    }

    private static boolean disagrees(Scenario scenario) {
        return !CaseRun.name(scenario.decision().outcome()).equals(scenario.reference());
    }

    private static Scenario shrunk(Scenario scenario, Predicate<Scenario> stillFails) {
        for (Map.Entry<String, ArrayNode> layer : scenario.layers().entrySet()) {
            for (int i = 0; i < layer.getValue().size(); i++) {
                Scenario smaller = scenario.without(layer.getKey(), i);
                if (stillFails.test(smaller)) {
                    return shrunk(smaller, stillFails);
                }
            }
        }
        return scenario;
    }
}
