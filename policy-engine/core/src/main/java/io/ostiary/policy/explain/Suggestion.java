package io.ostiary.policy.explain;

import java.util.List;

/**
 * What would turn a refusal into an allow: all of the changes together, and no fewer.
 *
 * @param changes in the order in which the evaluator misses them
 */
public record Suggestion(List<Change> changes) {

    public Suggestion {
        changes = List.copyOf(changes);
    }

    /** Whether no other question is answered otherwise once the changes are made. */
    public boolean isExact() {
        for (Change change : changes) {
            if (change instanceof Change.EditStatement edit && !edit.exact()) {
                return false;
            }
        }
        return true;
    }
}
