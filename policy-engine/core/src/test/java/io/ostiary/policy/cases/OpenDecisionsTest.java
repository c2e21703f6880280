package io.ostiary.policy.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.policy.search.KeySource;
import io.ostiary.policy.search.OpenCondition;
import io.ostiary.policy.search.OpenEvaluator;
import io.ostiary.policy.search.OpenQuestion;
import io.ostiary.policy.search.QuestionKeys;
import io.ostiary.policy.search.Subject;
import io.ostiary.policy.search.Verdict;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random policies asked with some keys open, and then as requests in which those hold anything: a
 * definite answer is the evaluator's every time. {@code -Dostiary.seed=N} draws another row.
 */
class OpenDecisionsTest {

    private static final List<String> KEYS =
            List.of("aws:username", "aws:x", "aws:y", "tag/z", "aws:principalaccount");
    private static final int QUESTIONS = 5;
    private static final int COMPLETIONS = 16;

    private int yes;
    private int no;
    private int open;
    private int split;

    /** One question, some of whose keys are open. */
    private record Asked(Scenario scenario, Set<String> openKeys, boolean anyResource)
            implements QuestionKeys {

        @Override
        public KeySource source(String key) {
            if (openKeys.contains(key)) {
                return KeySource.OPEN;
            }
            return key.hashCode() % 2 == 0 ? KeySource.PRINCIPAL : KeySource.QUESTION;
        }

        @Override
        public @Nullable List<String> values(String key) {
            return scenario.keys().get(key);
        }

        OpenQuestion question(PolicySet policies) {
            return new OpenQuestion(
                    ActionName.of(scenario.action()),
                    anyResource ? null : ResourceName.of(scenario.resource()),
                    new AccountId(scenario.account()),
                    this,
                    policies.resource(),
                    policies.guardrails());
        }

        AuthorizationRequest completed(RandomScenarios random) {
            Map<String, List<String>> keys = new HashMap<>(scenario.keys());
            keys.keySet().removeAll(openKeys);
            random.keys()
                    .forEach(
                            (key, values) -> {
                                if (openKeys.contains(key)) {
                                    keys.put(key, values);
                                }
                            });
            return AuthorizationRequest.of(
                    scenario.action(),
                    anyResource ? random.resource() : scenario.resource(),
                    new AccountId(scenario.account()),
                    World.principal(scenario.principal()),
                    keys::get);
        }
    }

    @Test
    void aDefiniteAnswerHoldsWhateverTheOpenKeysHold() {
        run(Long.getLong("ostiary.seed", 20_261_128), 3_000);
    }

    @Test
    @Tag("nightly")
    void aDefiniteAnswerHoldsAllNight() {
        run(Long.getLong("ostiary.seed", System.nanoTime()), 60_000);
    }

    private void run(long firstSeed, int sets) {
        for (long seed = firstSeed; seed < firstSeed + sets; seed++) {
            var random = new RandomScenarios(seed);
            var choices = new Random(seed);
            Scenario scenario = random.next();
            PolicySet policies = scenario.policies();
            for (int i = 0; i < QUESTIONS; i++) {
                scenario = random.ask(scenario);
                Set<String> openKeys = new HashSet<>();
                for (String key : KEYS) {
                    if (choices.nextInt(3) == 0) {
                        openKeys.add(key);
                    }
                }
                ask(seed, policies, random, new Asked(scenario, openKeys, choices.nextInt(6) == 0));
            }
        }
        System.out.printf(
                "%,d open questions from seed %d: %,d yes, %,d no, %,d if, of which %,d were seen"
                        + " to go both ways%n",
                sets * QUESTIONS, firstSeed, yes, no, open, split);
        // A row of one kind of answer would prove little, and so would an if that is never one.
        assertTrue(yes > sets / 10 && no > sets && open > sets / 10, yes + " " + no + " " + open);
        assertTrue(split > open / 4, "of " + open + " open answers only " + split + " went apart");
    }

    private void ask(long seed, PolicySet policies, RandomScenarios random, Asked asked) {
        Principal principal = World.principal(asked.scenario().principal());
        Verdict verdict =
                OpenEvaluator.evaluate(
                        asked.question(policies),
                        Subject.of(principal, policies, false),
                        asked::values);
        int allowed = 0;
        for (int i = 0; i < COMPLETIONS; i++) {
            allowed += Evaluator.evaluate(asked.completed(random), policies).isAllowed() ? 1 : 0;
        }
        String told = "seed " + seed + ", " + verdict + ": " + asked;
        switch (verdict.answer()) {
            case YES -> {
                yes++;
                assertEquals(COMPLETIONS, allowed, told);
            }
            case NO -> {
                no++;
                assertEquals(0, allowed, told);
            }
            case IF -> {
                open++;
                split += allowed > 0 && allowed < COMPLETIONS ? 1 : 0;
                assertFalse(verdict.conditions().isEmpty(), told);
                for (OpenCondition each : verdict.conditions()) {
                    assertTrue(isOpen(each.condition(), asked), told);
                }
            }
        }
    }

    private static boolean isOpen(@Nullable Condition condition, Asked asked) {
        return condition == null
                || asked.openKeys().contains(Names.key(condition.key()))
                || condition.values().stream().anyMatch(value -> value.contains("${"));
    }
}
