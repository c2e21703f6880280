package io.ostiary.policy.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.ostiary.policy.compile.RecentQuestions;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.Explainer;
import io.ostiary.policy.explain.Explanation;
import io.ostiary.policy.reference.ReferenceEvaluator;
import io.ostiary.policy.reference.ReferencePolicies;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.Random;

/**
 * Random policies and questions through both evaluators. A failure prints its seed and the smallest
 * case that still fails; {@code -Dostiary.seed=N} draws another row.
 */
class RandomScenariosTest {

    /** Questions to each set of policies: compiling one costs more than answering many. */
    private static final int QUESTIONS = 10;

    @Test
    void bothEvaluatorsAgree() {
        run(Long.getLong("ostiary.seed", 20_260_101), 5_000);
    }

    @Test
    @Tag("nightly")
    void bothEvaluatorsAgreeAllNight() {
        run(Long.getLong("ostiary.seed", System.nanoTime()), 100_000);
    }

    @Test
    void aDisagreementIsShrunkToTheStatementsThatMatter() {
        Scenario one = new RandomScenarios(3).next();
        ArrayNode many = Objects.requireNonNull(one.layers().get("identity"));
        many.add(JsonNodeFactory.instance.objectNode().put("Effect", "Allow").put("x", true));

        Scenario small =
                Shrinking.shrunk(one, scenario -> scenario.layers().toString().contains("\"x\""));

        assertEquals("{identity=[{\"x\":true}]}", small.layers().toString());
        assertTrue(small.keys().isEmpty(), small::toString);
    }

    private static void run(long firstSeed, int sets) {
        int allowed = 0;
        int denied = 0;
        for (long seed = firstSeed; seed < firstSeed + sets; seed++) {
            var random = new RandomScenarios(seed);
            Scenario scenario = random.next();
            PolicySet policies = scenario.policies();
            ReferencePolicies reference = scenario.referencePolicies();
            var lots = new Random(seed);
            PolicySet remembering = policies.remembering(new RecentQuestions(16, 2, lots::nextInt));
            for (int i = 0; i < QUESTIONS; i++) {
                scenario = random.ask(scenario);
                Decision decision = Evaluator.evaluate(scenario.request(), policies);
                Scenario asked = scenario;
                assertEquals(
                        decision,
                        Evaluator.evaluate(scenario.request(), remembering),
                        () -> "what is remembered is not what is so: " + asked);
                if (!CaseRun.name(decision.outcome())
                        .equals(
                                ReferenceEvaluator.decide(
                                        reference, scenario.referenceRequest()))) {
                    Scenario small = Shrinking.shrunk(scenario, RandomScenariosTest::disagrees);
                    fail(
                            "seed %d: compiled %s, reference %s: %s"
                                    .formatted(seed, small.decision(), small.reference(), small));
                }
                allowed += decision.isAllowed() ? 1 : 0;
                denied += decision.outcome() == Decision.Outcome.EXPLICIT_DENY ? 1 : 0;
            }
            agrees(Explainer.explain(scenario.request(), policies), scenario);
        }
        int comparisons = sets * QUESTIONS;
        System.out.printf(
                "%,d comparisons from seed %d: %,d allowed, %,d denied by a statement%n",
                comparisons, firstSeed, allowed, denied);
        // A row that is nearly always denied would prove little.
        assertTrue(allowed > comparisons / 20 && denied > comparisons / 10, allowed + " " + denied);
    }

    private static void agrees(Explanation explanation, Scenario scenario) {
        assertEquals(scenario.decision(), explanation.decision());
        if (explanation.decision().isAllowed()) {
            assertTrue(
                    explanation.applied().stream().noneMatch(one -> one.effect() == Effect.DENY),
                    () -> "a deny applied, yet allowed: " + scenario);
        }
    }

    private static boolean disagrees(Scenario scenario) {
        return !CaseRun.name(scenario.decision().outcome()).equals(scenario.reference());
    }
}
