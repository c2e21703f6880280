package io.ostiary.policy.explain;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.PolicyLayer;

import java.util.List;

/**
 * A decision and the statements behind it.
 *
 * @param applied every statement that applied, in whatever layer, also where another one decided
 */
public record Explanation(Decision decision, List<Applied> applied) {

    public Explanation {
        applied = List.copyOf(applied);
    }

    /**
     * @param policy the policy's label
     * @param statement the Sid, or the index from 0 where there is none
     */
    public record Applied(PolicyLayer layer, String policy, String statement, Effect effect) {}

    /**
     * The statements that decided: of a refusal by deny the denying ones, of an allow the allows.
     */
    public List<Applied> deciding() {
        return switch (decision.outcome()) {
            case ALLOW -> applied.stream().filter(one -> one.effect() == Effect.ALLOW).toList();
            case EXPLICIT_DENY ->
                    applied.stream().filter(one -> one.effect() == Effect.DENY).toList();
            case IMPLICIT_DENY -> List.of();
        };
    }
}
