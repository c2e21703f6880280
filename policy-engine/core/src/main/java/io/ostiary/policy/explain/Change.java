package io.ostiary.policy.explain;

import io.ostiary.policy.document.Statement;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicyLayer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** One part of a suggestion. */
public sealed interface Change {

    /** What is done to policies; in contrast to what is asked otherwise. */
    sealed interface OfPolicy extends Change {
        PolicyLayer layer();

        /** Of a guard rail, from the organization's root down, from 0; else 0. */
        int level();
    }

    /**
     * An Allow of exactly what was asked.
     *
     * @param to the policy that it goes into; null where a policy of its own does
     */
    record AddStatement(
            PolicyLayer layer, int level, @Nullable LabelledPolicy to, Statement statement)
            implements OfPolicy {}

    /**
     * A denying statement narrowed, or removed.
     *
     * @param index of the statement in its document, from 0
     * @param statement its Sid, or the index
     * @param by what stands in its place; empty to remove it
     * @param exact whether what is asked is all that is no longer denied; where the language has no
     *     words for the rest, more is not
     */
    record EditStatement(
            PolicyLayer layer,
            int level,
            LabelledPolicy policy,
            int index,
            String statement,
            List<Statement> by,
            boolean exact)
            implements OfPolicy {
        public EditStatement {
            by = List.copyOf(by);
        }
    }

    /**
     * The same asked with another context.
     *
     * @param key lower case
     * @param values none when the key has to be absent
     */
    record SetContext(String key, List<String> values) implements Change {
        public SetContext {
            values = List.copyOf(values);
        }
    }
}
