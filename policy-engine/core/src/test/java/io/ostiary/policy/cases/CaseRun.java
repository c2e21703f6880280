package io.ostiary.policy.cases;

import com.fasterxml.jackson.databind.JsonNode;

import io.ostiary.policy.cases.CaseFile.Case;
import io.ostiary.policy.cases.CaseFile.DecisionCase;
import io.ostiary.policy.cases.CaseFile.WriteCase;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.explain.Explanation;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParser;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the cases of a file up to the first that fails, and names it. A function over JSON, so that
 * the seeded faults can run it in a class loader of their own.
 */
public final class CaseRun implements Function<JsonNode, Optional<String>> {

    @Override
    public Optional<String> apply(JsonNode file) {
        for (Case one : CaseFile.read("case", file)) {
            String failure = failure(one);
            if (failure != null) {
                return Optional.of(one.name() + ": " + failure);
            }
        }
        return Optional.empty();
    }

    /** What is wrong with the answer of evaluator, explainer or parser; null when nothing is. */
    static @Nullable String failure(Case one) {
        try {
            return switch (one) {
                case DecisionCase decided -> failure(decided);
                case WriteCase written -> failure(written);
            };
        } catch (RuntimeException | AssertionError e) {
            return e.toString();
        }
    }

    private static @Nullable String failure(DecisionCase one) {
        Decision decision = one.scenario().decision();
        if (!one.decision().equals(name(decision.outcome()))) {
            return "wanted %s, got %s".formatted(one.decision(), decision);
        }
        if (one.layer() != null
                && !one.layer().toUpperCase(Locale.ROOT).equals(String.valueOf(decision.layer()))) {
            return "wanted it from %s, got %s".formatted(one.layer(), decision);
        }
        Explanation explanation = one.scenario().explanation();
        if (explanation.decision() != decision) {
            return "the explainer says " + explanation.decision();
        }
        List<String> by =
                explanation.deciding().stream()
                        .map(applied -> applied.policy().label() + "/" + applied.name())
                        .toList();
        return one.by().isEmpty() || one.by().equals(by) ? null : "decided by " + by;
    }

    private static @Nullable String failure(WriteCase one) {
        String answer =
                PolicyParser.parse(one.text(), one.kind()) instanceof MalformedPolicy(String told)
                        ? told
                        : "accepted";
        String wanted = one.malformed() == null ? "accepted" : one.malformed();
        return answer.equals(wanted) ? null : "wanted \"%s\", got \"%s\"".formatted(wanted, answer);
    }

    static String name(Decision.Outcome outcome) {
        return switch (outcome) {
            case ALLOW -> "allow";
            case EXPLICIT_DENY -> "explicitDeny";
            case IMPLICIT_DENY -> "implicitDeny";
        };
    }
}
