package io.ostiary.policy.explain;

import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.UnmetClause;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicyLayer;

import org.jspecify.annotations.Nullable;

/**
 * What came of one statement.
 *
 * @param level of a guard rail's policy, from the organization's root down, from 0; else 0
 * @param unmet the first clause that kept it from applying; null when it applied
 */
public record Finding(
        PolicyLayer layer,
        int level,
        LabelledPolicy policy,
        CompiledStatement statement,
        @Nullable UnmetClause unmet) {

    public boolean applied() {
        return unmet == null;
    }

    public Effect effect() {
        return statement.effect();
    }

    /** The Sid, or the index from 0 where there is none. */
    public String name() {
        return statement.name();
    }

    /** The condition that was the first to fail, as it is written; null when none was. */
    public @Nullable Condition failedCondition() {
        return unmet == null || unmet.element() != UnmetClause.Element.CONDITION
                ? null
                : statement.condition(unmet.condition());
    }
}
