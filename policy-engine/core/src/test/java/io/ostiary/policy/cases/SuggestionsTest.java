package io.ostiary.policy.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.catalog.ActionEntry;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.explain.Change;
import io.ostiary.policy.explain.Change.AddStatement;
import io.ostiary.policy.explain.Change.OfPolicy;
import io.ostiary.policy.explain.Change.SetContext;
import io.ostiary.policy.explain.StatementJson;
import io.ostiary.policy.explain.Suggestion;
import io.ostiary.policy.explain.Suggestions;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.PrincipalKind;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Every suggestion to random policies and questions is made to the documents as their text says,
 * and the reference evaluator, which knows nothing of suggestions, decides what has come of it.
 */
class SuggestionsTest {

    private static final int NEIGHBOURS = 100;
    private static final Suggestions SUGGESTIONS = suggestions();

    /** How often there was what. */
    private static final class Tally {
        int refused;
        int without;
        int ofPolicies;
        int exact;
        int ofContext;
        int neighbours;
    }

    @Test
    void aSuggestionTurnsTheAnswerAndNoOther() {
        run(Long.getLong("ostiary.seed", 20_261_128), 800);
    }

    @Test
    @Tag("nightly")
    void aSuggestionTurnsTheAnswerAndNoOtherAllNight() {
        run(Long.getLong("ostiary.seed", System.nanoTime()), 40_000);
    }

    private static Suggestions suggestions() {
        ServiceAuthorization data = ServiceAuthorization.open();
        return new Suggestions(
                pattern -> data.matching(pattern).stream().map(ActionEntry::text).toList());
    }

    private static void run(long firstSeed, int sets) {
        var tally = new Tally();
        for (long seed = firstSeed; seed < firstSeed + sets; seed++) {
            var scenarios = new RandomScenarios(seed);
            Scenario scenario = named(scenarios.ask(scenarios.next()));
            if (!scenario.decision().isAllowed()) {
                judge(seed, scenario, tally);
            }
        }
        System.out.printf(
                "%,d refusals from seed %d: %,d changes of policies (%,d exact), %,d of context;"
                        + " %,d neighbours asked%n",
                tally.refused,
                firstSeed,
                tally.ofPolicies,
                tally.exact,
                tally.ofContext,
                tally.neighbours);
        assertTrue(tally.without < tally.refused / 4, () -> tally.without + " without");
        assertTrue(tally.exact > tally.ofPolicies / 2, () -> tally.exact + " exact");
        assertTrue(tally.ofContext > tally.refused / 50, () -> tally.ofContext + " of context");
    }

    /** With the key that every caller with an account has. */
    private static Scenario named(Scenario scenario) {
        return as(scenario, scenario.principal());
    }

    private static Scenario as(Scenario scenario, String principal) {
        Principal who = World.principal(principal);
        Map<String, List<String>> keys = new LinkedHashMap<>(scenario.keys());
        keys.remove("aws:principalarn");
        if (!who.kind().isWithoutIdentity()) {
            keys.put("aws:principalarn", List.of(arn(who)));
        }
        return scenario.asking(
                principal, scenario.action(), scenario.resource(), scenario.account(), keys);
    }

    /** Of a role's session the role's, of a federated user its own ("aws:PrincipalArn"). */
    private static String arn(Principal who) {
        return who.kind() == PrincipalKind.FEDERATED_USER ? who.shownArn() : who.arn();
    }

    private static void judge(long seed, Scenario scenario, Tally tally) {
        tally.refused++;
        List<Suggestion> found = SUGGESTIONS.find(scenario.request(), scenario.policies());
        boolean ofPolicies = false;
        for (Suggestion suggestion : found) {
            String told = "seed %d: %s for %s".formatted(seed, suggestion, scenario);
            assertEquals("allow", with(scenario, suggestion.changes()).reference(), told);
            for (Change change : suggestion.changes()) {
                var fewer = new ArrayList<>(suggestion.changes());
                fewer.remove(change);
                assertFalse(
                        with(scenario, fewer).decision().isAllowed(),
                        () -> "without " + change + ": " + told);
                assertFalse(isTooWide(change, scenario), told);
            }
            if (suggestion.changes().getFirst() instanceof SetContext) {
                tally.ofContext++;
                continue;
            }
            ofPolicies = true;
            tally.ofPolicies++;
            if (suggestion.isExact()) {
                tally.exact++;
                askNeighbours(new Random(seed), scenario, suggestion, told, tally);
            }
        }
        if (!ofPolicies) {
            tally.without++;
            assertTrue(
                    hasNoWords(scenario), () -> "seed %d: no way for %s".formatted(seed, scenario));
        }
    }

    /** The few refusals that no exact statement can turn. */
    private static boolean hasNoWords(Scenario scenario) {
        boolean star = scenario.resource().length() > 1 && scenario.resource().contains("*");
        return World.principal(scenario.principal()).kind() == PrincipalKind.ANONYMOUS
                || (star && scenario.version() == null)
                || (scenario.layers().containsKey("rcp")
                        && scenario.layers()
                                .get("rcp")
                                .valueStream()
                                .anyMatch(level -> !level.toString().contains("FullAWSAccess")));
    }

    private static boolean isTooWide(Change change, Scenario scenario) {
        if (!(change instanceof AddStatement add)) {
            return false;
        }
        String text = StatementJson.text(add.statement()).replace("${*}", "").replace("${?}", "");
        if (scenario.resource().equals("*")) {
            text = text.replace("\"Resource\":\"*\"", "");
        }
        return text.contains("*") || text.contains("?");
    }

    private static void askNeighbours(
            Random random, Scenario scenario, Suggestion suggestion, String told, Tally tally) {
        Scenario own = with(scenario, suggestion.changes());
        Scenario shared =
                with(scenario, suggestion.changes().stream().filter(c -> isShared(c)).toList());
        for (int i = 0; i < NEIGHBOURS; i++) {
            Scenario asked =
                    scenario.asking(
                            scenario.principal(),
                            random.nextInt(3) > 0
                                    ? scenario.action()
                                    : one(random, RandomScenarios.ACTIONS),
                            random.nextInt(3) > 0 || hasOneResource(scenario)
                                    ? scenario.resource()
                                    : one(random, RandomScenarios.RESOURCES),
                            scenario.account(),
                            scenario.keys());
            asked =
                    as(
                            asked,
                            random.nextInt(3) > 0
                                    ? scenario.principal()
                                    : one(random, RandomScenarios.CALLERS));
            if (isSame(asked, scenario)) {
                continue;
            }
            boolean other = !isSamePrincipal(asked, scenario);
            Scenario after = (other ? shared : own);
            after =
                    after.asking(
                            asked.principal(),
                            asked.action(),
                            asked.resource(),
                            asked.account(),
                            asked.keys());
            Scenario neighbour = asked;
            assertEquals(asked.reference(), after.reference(), () -> neighbour + " beside " + told);
            tally.neighbours++;
        }
    }

    /** A trust policy is its role's, and where no resource was asked for, there are no others. */
    private static boolean hasOneResource(Scenario scenario) {
        return scenario.layers().containsKey("trust") || scenario.resource().equals("*");
    }

    private static boolean isShared(Change change) {
        return change instanceof OfPolicy of
                && List.of(PolicyLayer.SCP, PolicyLayer.RCP, PolicyLayer.RESOURCE)
                        .contains(of.layer());
    }

    private static boolean isSame(Scenario one, Scenario other) {
        return Names.key(one.action()).equals(Names.key(other.action()))
                && one.resource().equals(other.resource())
                && isSamePrincipal(one, other);
    }

    /**
     * A session is its user or role: what is given to those, it has as well. Not the other way
     * round where a federated user asks.
     */
    private static boolean isSamePrincipal(Scenario neighbour, Scenario scenario) {
        Principal first = World.principal(neighbour.principal());
        Principal second = World.principal(scenario.principal());
        return arn(first).equals(arn(second))
                || (!first.uniqueId().isEmpty()
                        && first.uniqueId().equals(second.uniqueId())
                        && second.kind() != PrincipalKind.FEDERATED_USER);
    }

    private static Scenario with(Scenario scenario, List<Change> changes) {
        Scenario changed = scenario;
        for (Change change : changes) {
            changed =
                    switch (change) {
                        case SetContext(var key, var values) -> {
                            Map<String, List<String>> keys = new LinkedHashMap<>(changed.keys());
                            keys.put(key, values);
                            keys.values().removeIf(List::isEmpty);
                            yield changed.asking(
                                    changed.principal(),
                                    changed.action(),
                                    changed.resource(),
                                    changed.account(),
                                    keys);
                        }
                        case OfPolicy ofPolicy -> Rewriting.apply(changed, ofPolicy);
                    };
        }
        return changed;
    }

    private static <T> T one(Random random, List<T> pool) {
        return pool.get(random.nextInt(pool.size()));
    }

    @Test
    void aNarrowedDenyKeepsItsSidAndDeniesTheRest() {
        Scenario scenario =
                Rewriting.scenario(
                        """
                        [{"Effect":"Allow","Action":"*","Resource":"*"},
                         {"Sid":"NoReads","Effect":"Deny","Action":["s3:GetObject","s3:PutObject"],
                          "Resource":"*"}]\
                        """,
                        "s3:GetObject",
                        "arn:aws:s3:::home/alice/x");

        Suggestion only = SUGGESTIONS.find(scenario.request(), scenario.policies()).getFirst();

        assertTrue(only.isExact());
        assertEquals(
                List.of(
                        "{\"Sid\":\"NoReads\",\"Effect\":\"Deny\",\"Action\":\"s3:PutObject\","
                                + "\"Resource\":\"*\"}",
                        "{\"Effect\":\"Deny\",\"Action\":\"s3:GetObject\","
                                + "\"NotResource\":\"arn:aws:s3:::home/alice/x\"}"),
                ((Change.EditStatement) only.changes().getFirst())
                        .by().stream().map(StatementJson::text).toList());
    }

    @Test
    void whatOnlyAConditionRefusesIsTurnedByItsKey() {
        Scenario scenario =
                Rewriting.scenario(
                        """
                        [{"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
                          "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]\
                        """,
                        "s3:GetObject",
                        "arn:aws:s3:::home/alice/x");

        assertEquals(Decision.IMPLICIT_DENY_IDENTITY, scenario.decision());
        assertEquals(
                List.of(new SetContext("aws:sourceip", List.of("203.0.113.0"))),
                SUGGESTIONS.find(scenario.request(), scenario.policies()).getFirst().changes());
    }
}
