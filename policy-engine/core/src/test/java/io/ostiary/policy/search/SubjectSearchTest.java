package io.ostiary.policy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The index against brute force: every principal of random accounts is asked about by the
 * evaluator, under every value that the open keys may hold. {@code -Dostiary.seed=N} draws another
 * row.
 */
class SubjectSearchTest {

    private int yes;
    private int no;
    private int open;
    private int split;

    /** What is stated, of the resource and of the request. */
    private record Stated(Map<String, List<String>> values) implements QuestionKeys {

        @Override
        public KeySource source(String key) {
            if (key.equals("aws:username") || key.startsWith("aws:principaltag/")) {
                return KeySource.PRINCIPAL;
            }
            return values.containsKey(key) || key.startsWith("aws:resourcetag/")
                    ? KeySource.QUESTION
                    : KeySource.OPEN;
        }

        @Override
        public @Nullable List<String> values(String key) {
            return values.get(key);
        }
    }

    @Test
    void theIndexAgreesWithAskingForEveryPrincipal() {
        run(Long.getLong("ostiary.seed", 20_261_128), 400);
    }

    @Test
    @Tag("nightly")
    void theIndexAgreesAllNight() {
        run(Long.getLong("ostiary.seed", System.nanoTime()), 20_000);
    }

    private void run(long firstSeed, int accounts) {
        for (long seed = firstSeed; seed < firstSeed + accounts; seed++) {
            var account = new RandomAccount(seed);
            SubjectIndex index = SubjectIndex.of(account.subjects);
            var random = new Random(seed);
            for (String action : RandomAccount.ACTIONS) {
                for (String resource : RandomAccount.RESOURCES) {
                    check(seed, account, index, random, action, resource);
                }
            }
        }
        System.out.printf(
                "%,d accounts from seed %d: %,d yes, %,d no, %,d if, of which %,d were seen to go"
                        + " both ways%n",
                accounts, firstSeed, yes, no, open, split);
        int all = yes + no + open;
        assertTrue(yes > all / 50 && open > all / 50, yes + " " + no + " " + open);
        assertTrue(split > open / 2, "of " + open + " open answers only " + split + " went apart");
    }

    private void check(
            long seed,
            RandomAccount account,
            SubjectIndex index,
            Random random,
            String action,
            String resource) {
        Map<String, List<String>> stated = new HashMap<>();
        if (random.nextBoolean()) {
            stated.put("aws:resourcetag/team", List.of("red"));
        }
        RandomAccount.VALUES.forEach(
                (key, values) -> {
                    if (random.nextInt(3) == 0) {
                        stated.put(key, List.of(values.get(random.nextInt(values.size()))));
                    }
                });
        var question =
                new OpenQuestion(
                        ActionName.of(action),
                        resource.equals("*") ? ResourceName.NONE : ResourceName.of(resource),
                        RandomAccount.HOME,
                        new Stated(stated),
                        account.resourcePolicy(action.equals("sts:AssumeRole")),
                        account.guardrails());
        var search = new SubjectSearch(index, question, number -> account.known.get(number)::get);
        Set<Integer> found = new HashSet<>();
        for (int next = search.next(0); next >= 0; next = search.next(next + 1)) {
            found.add(next);
        }
        List<Map<String, List<String>>> completions = completions(stated);
        for (int i = 0; i < index.size(); i++) {
            String told = "seed %d: %s on %s by %d".formatted(seed, action, resource, i);
            Verdict verdict = search.verdict(i);
            assertEquals(verdict.answer(), search.answer(i), told);
            assertEquals(verdict.answer() != Verdict.Answer.NO, found.contains(i), told);
            PolicySet policies = account.policies(i, question);
            int allowed = 0;
            for (Map<String, List<String>> completion : completions) {
                Map<String, List<String>> keys = new HashMap<>(completion);
                keys.putAll(account.known.get(i));
                var request =
                        new AuthorizationRequest(
                                question.action(),
                                ResourceName.of(resource),
                                RandomAccount.HOME,
                                index.subject(i).principal(),
                                keys::get);
                allowed += Evaluator.evaluate(request, policies).isAllowed() ? 1 : 0;
            }
            count(verdict, allowed, completions.size(), told);
        }
    }

    private void count(Verdict verdict, int allowed, int of, String told) {
        switch (verdict.answer()) {
            case YES -> {
                yes++;
                assertEquals(of, allowed, told);
            }
            case NO -> {
                no++;
                assertEquals(0, allowed, told);
            }
            case IF -> {
                open++;
                split += allowed > 0 && allowed < of ? 1 : 0;
                assertFalse(verdict.conditions().isEmpty(), told);
            }
        }
    }

    /** Every combination of what the open keys may hold, each of them missing too. */
    private static List<Map<String, List<String>>> completions(Map<String, List<String>> stated) {
        List<Map<String, List<String>>> all = new ArrayList<>();
        all.add(stated);
        for (Map.Entry<String, List<String>> key : RandomAccount.VALUES.entrySet()) {
            if (stated.containsKey(key.getKey())) {
                continue;
            }
            List<Map<String, List<String>>> longer = new ArrayList<>(all);
            for (Map<String, List<String>> one : all) {
                for (String value : key.getValue()) {
                    Map<String, List<String>> more = new HashMap<>(one);
                    more.put(key.getKey(), List.of(value));
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }
}
