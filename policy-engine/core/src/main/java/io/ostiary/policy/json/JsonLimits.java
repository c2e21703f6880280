package io.ostiary.policy.json;

/**
 * Bounds of what is read.
 *
 * @param maxCharacters of the whole text, white space included
 * @param maxDepth of nested objects and arrays
 */
public record JsonLimits(int maxCharacters, int maxDepth) {

    public JsonLimits {
        if (maxCharacters < 1 || maxDepth < 1 || maxDepth > 1_000) {
            throw new IllegalArgumentException("limits out of range");
        }
    }
}
