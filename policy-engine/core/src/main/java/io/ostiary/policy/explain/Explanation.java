package io.ostiary.policy.explain;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.Decision;

import java.util.ArrayList;
import java.util.List;

/**
 * A decision and what came of every statement.
 *
 * @param findings of every statement of every layer that has a word in the request, also where
 *     another one decided
 */
public record Explanation(Decision decision, List<Finding> findings) {

    public Explanation {
        findings = List.copyOf(findings);
    }

    /** Every statement that applied. */
    public List<Finding> applied() {
        var applied = new ArrayList<Finding>();
        for (Finding finding : findings) {
            if (finding.applied()) {
                applied.add(finding);
            }
        }
        return applied;
    }

    /**
     * The statements that decided: of a refusal by deny the denying ones, of an allow the allows.
     */
    public List<Finding> deciding() {
        return switch (decision.outcome()) {
            case ALLOW -> applied(Effect.ALLOW);
            case EXPLICIT_DENY -> applied(Effect.DENY);
            case IMPLICIT_DENY -> List.of();
        };
    }

    private List<Finding> applied(Effect effect) {
        List<Finding> found = applied();
        found.removeIf(finding -> finding.effect() != effect);
        return found;
    }
}
