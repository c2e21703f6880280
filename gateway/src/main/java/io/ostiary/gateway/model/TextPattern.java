package io.ostiary.gateway.model;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * A regular expression of a service model, compiled at its first use: a whole text must match it,
 * as AWS reads its own patterns.
 *
 * <p>The pattern is AWS's, the text is the caller's. Almost all patterns are one character class
 * repeated, which is linear. The few that repeat a group recurse in java.util.regex, so those are
 * tried on short texts only; a longer one does not match, which no value of theirs needs to.
 */
public final class TextPattern {

    /** No name, path or ARN that a group-repeating pattern describes is longer. */
    static final int GROUPED_LIMIT = 1_024;

    private final String text;
    private final boolean repeatsGroup;
    private volatile @Nullable Pattern compiled;

    TextPattern(String text) {
        this.text = text;
        this.repeatsGroup = text.contains(")*") || text.contains(")+") || text.contains("){");
    }

    /** As the model spells it, for validation texts. */
    public String text() {
        return text;
    }

    public boolean matches(String value) {
        if (repeatsGroup && value.length() > GROUPED_LIMIT) {
            return false;
        }
        return pattern().matcher(value).matches();
    }

    private Pattern pattern() {
        Pattern pattern = compiled;
        if (pattern == null) {
            pattern = Pattern.compile(javaSpelling(text));
            compiled = pattern;
        }
        return pattern;
    }

    /** The models write code points of five and six digits as {@code \}{@code u10000}. */
    private static String javaSpelling(String text) {
        return text.replace("\\u10000-\\u10FFFF", "\\x{10000}-\\x{10FFFF}");
    }

    @Override
    public String toString() {
        return text;
    }
}
