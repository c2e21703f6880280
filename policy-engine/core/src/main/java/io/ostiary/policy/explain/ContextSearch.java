package io.ostiary.policy.explain;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.UnmetClause;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same question in another context: where conditions alone keep a statement from allowing, or
 * let one deny, which values would do otherwise. Values are tried, not worked out: the condition
 * itself says whether one is right, and the evaluator whether all of them are.
 */
final class ContextSearch {

    private static final int MAX_STEPS = 20;

    /** Who somebody is, is no context: another would be asking. */
    private static final Set<String> IDENTITY =
            Set.of(
                    "aws:principalarn",
                    "aws:principalaccount",
                    "aws:principaltype",
                    "aws:principalisawsservice",
                    "aws:userid",
                    "aws:username",
                    "aws:resourceaccount");

    private final AuthorizationRequest request;
    private final PolicySet policies;
    private final boolean bounded;

    private ContextSearch(AuthorizationRequest request, PolicySet policies) {
        this.request = request;
        this.policies = policies;
        this.bounded = policies.boundary() != null;
    }

    /** A change of as few keys as will do; null when none was found. */
    static @Nullable Suggestion find(AuthorizationRequest request, PolicySet policies) {
        var search = new ContextSearch(request, policies);
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int step = 0; step < MAX_STEPS; step++) {
            Decision decision = search.decision(values);
            if (decision.isAllowed()) {
                return search.smallest(values);
            }
            Map<String, List<String>> next = search.step(decision, values);
            if (next == null || next.equals(values)) {
                return null;
            }
            values = next;
        }
        return null;
    }

    private @Nullable Suggestion smallest(Map<String, List<String>> values) {
        for (String key : List.copyOf(values.keySet())) {
            var fewer = new LinkedHashMap<>(values);
            fewer.remove(key);
            if (decision(fewer).isAllowed()) {
                return smallest(fewer);
            }
        }
        var changes = new ArrayList<Change>();
        values.forEach((key, wanted) -> changes.add(new Change.SetContext(key, wanted)));
        return new Suggestion(changes);
    }

    private Decision decision(Map<String, List<String>> values) {
        return Evaluator.evaluate(asked(values), policies);
    }

    private AuthorizationRequest asked(Map<String, List<String>> values) {
        return new AuthorizationRequest(
                request.action(),
                request.resource(),
                request.resourceAccount(),
                request.principal(),
                over(values));
    }

    private ConditionKeys over(Map<String, List<String>> values) {
        ConditionKeys own = request.keys();
        return key -> {
            List<String> wanted = values.get(key);
            return wanted == null ? own.values(key) : wanted.isEmpty() ? null : wanted;
        };
    }

    /** Values with which one more statement does as it should; null when none does. */
    private @Nullable Map<String, List<String>> step(
            Decision refusal, Map<String, List<String>> values) {
        boolean denied = refusal.outcome() == Decision.Outcome.EXPLICIT_DENY;
        AuthorizationRequest asked = asked(values);
        for (Place place : Place.all(request, policies)) {
            if (place.layer() != refusal.layer()) {
                continue;
            }
            for (CompiledStatement statement : place.policy().policy().statements()) {
                UnmetClause unmet = statement.firstUnmet(asked, bounded);
                boolean concerned =
                        denied
                                ? statement.effect() == Effect.DENY && unmet == null
                                : statement.effect() == Effect.ALLOW
                                        && unmet != null
                                        && unmet.element() == UnmetClause.Element.CONDITION;
                if (concerned) {
                    Map<String, List<String>> found = changed(statement, !denied, values);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /**
     * @param holding whether all conditions shall hold; else one shall not
     */
    private @Nullable Map<String, List<String>> changed(
            CompiledStatement statement, boolean holding, Map<String, List<String>> values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        for (int i = 0; i < statement.conditionCount(); i++) {
            if (statement.conditionHolds(i, over(changed)) == holding) {
                continue;
            }
            boolean found = fit(statement, i, statement.condition(i), holding, values, changed);
            if (found != holding) {
                // One that cannot be made to hold, or the one that was made to fail.
                return found ? changed : null;
            }
        }
        return holding && statement.firstUnmet(asked(changed), bounded) == null ? changed : null;
    }

    private static boolean isOurs(String key) {
        return !IDENTITY.contains(key);
    }

    private boolean fit(
            CompiledStatement statement,
            int index,
            Condition condition,
            boolean holding,
            Map<String, List<String>> fixed,
            Map<String, List<String>> changed) {
        String key = Names.key(condition.key());
        if (!isOurs(key) || fixed.containsKey(key)) {
            return false;
        }
        for (List<String> candidate : ContextValues.of(condition, over(changed))) {
            Map<String, List<String>> tried = new HashMap<>(changed);
            tried.put(key, candidate);
            if (statement.conditionHolds(index, over(tried)) == holding) {
                changed.put(key, candidate);
                return true;
            }
        }
        return false;
    }
}
