package io.ostiary.policy.search;

import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.PolicyLayer;

import org.jspecify.annotations.Nullable;

/**
 * What an answer depends on: one condition of one statement.
 *
 * @param policy whose statement it is, by its label
 * @param statement the Sid, or the index from 0
 * @param effect ALLOW where the condition must hold, DENY where it must not
 * @param condition null where it depends on the resource
 */
public record OpenCondition(
        PolicyLayer layer,
        String policy,
        String statement,
        Effect effect,
        @Nullable Condition condition) {}
