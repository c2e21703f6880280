package io.ostiary.policy.compile;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.ConditionOperator;
import io.ostiary.policy.document.Quantifier;
import io.ostiary.policy.request.ConditionKeys;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One compiled condition.
 *
 * <p>Sources: IAM User Guide, "Condition operators", "Conditions with multiple context keys or
 * values" (values are OR, under a negated operator NOR), "Single-valued vs. multivalued context
 * keys" (set operators; a key without value, or with an empty text only, is a null data set).
 */
final class ConditionTest {

    private final Condition written;
    private final Quantifier quantifier;
    private final boolean negated;
    private final boolean ifExists;
    private final boolean asksForNull;
    private final String key;
    private final ValueTest test;

    private ConditionTest(
            Condition written,
            Quantifier quantifier,
            boolean negated,
            boolean ifExists,
            boolean asksForNull,
            String key,
            ValueTest test) {
        this.written = written;
        this.quantifier = quantifier;
        this.negated = negated;
        this.ifExists = ifExists;
        this.asksForNull = asksForNull;
        this.key = key;
        this.test = test;
    }

    static ConditionTest of(Condition condition, boolean variables) {
        return new ConditionTest(
                condition,
                condition.quantifier(),
                condition.operator().negated(),
                condition.ifExists(),
                condition.operator() == ConditionOperator.NULL,
                Names.key(condition.key()),
                ValueTests.of(condition, variables));
    }

    /** For people, who are told what a decision depends on. */
    Condition written() {
        return written;
    }

    boolean holds(ConditionKeys keys) {
        List<String> values = keys.values(key);
        if (asksForNull) {
            return test.accepts(isNull(values) ? "true" : "false", keys);
        }
        if (values == null || values.isEmpty()) {
            return ifExists
                    || switch (quantifier) {
                        case NONE -> negated;
                        case FOR_ALL_VALUES -> true;
                        case FOR_ANY_VALUE -> false;
                    };
        }
        return switch (quantifier) {
            // A key with several values under a plain operator is undefined by AWS. Ours: one value
            // that is accepted is enough, and one is enough to fail the negated operator.
            case NONE -> any(values, true, keys) != negated;
            case FOR_ALL_VALUES -> isNull(values) || !any(values, negated, keys);
            case FOR_ANY_VALUE -> !isNull(values) && any(values, !negated, keys);
        };
    }

    /** Is there a value for which the test answers so? */
    private boolean any(List<String> values, boolean answer, ConditionKeys keys) {
        for (int i = 0; i < values.size(); i++) {
            if (test.accepts(values.get(i), keys) == answer) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNull(@Nullable List<String> values) {
        if (values == null) {
            return true;
        }
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
