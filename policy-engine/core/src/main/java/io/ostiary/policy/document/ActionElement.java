package io.ostiary.policy.document;

import java.util.List;

/**
 * Action or NotAction.
 *
 * @param negated true for NotAction
 */
public record ActionElement(boolean negated, List<String> patterns) {

    public ActionElement {
        patterns = List.copyOf(patterns);
    }
}
