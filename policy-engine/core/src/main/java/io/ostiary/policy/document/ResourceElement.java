package io.ostiary.policy.document;

import java.util.List;

/**
 * Resource or NotResource.
 *
 * @param negated true for NotResource
 */
public record ResourceElement(boolean negated, List<String> patterns) {

    public ResourceElement {
        patterns = List.copyOf(patterns);
    }
}
