package io.ostiary.policy.value;

import io.ostiary.contract.id.Names;

import org.jspecify.annotations.Nullable;

/**
 * A policy variable, <code>${key}</code> or <code>${key, 'default'}</code> (IAM User Guide,
 * "Variables and tags"), or one of <code>${*}</code>, <code>${?}</code>, <code>${$}</code>, which
 * stand for the character itself.
 *
 * @param key lower case, and null where {@code literal} is set
 * @param literal the character that a special variable stands for
 * @param fallback the default, used when the key is absent
 * @param end index behind the closing brace
 */
public record VariableReference(
        @Nullable String key, @Nullable String literal, @Nullable String fallback, int end) {

    /**
     * Characters of the longest reference; what goes on longer is plain text, as one without end
     * is. Else a text of nothing but beginnings would take time quadratic in its length (A074).
     */
    static final int MAX_LENGTH = 1_024;

    /** The variable that begins at {@code at}, or null when none does: then the text is plain. */
    public static @Nullable VariableReference at(String text, int at) {
        if (!text.startsWith("${", at)) {
            return null;
        }
        int comma = -1;
        boolean quoted = false;
        int last = Math.min(text.length(), at + MAX_LENGTH);
        for (int i = at + 2; i < last; i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == ',' && comma < 0) {
                comma = i;
            } else if (!quoted && c == '}') {
                return read(text, at + 2, comma, i);
            }
        }
        return null;
    }

    private static @Nullable VariableReference read(String text, int from, int comma, int end) {
        if (end - from == 1) {
            String only = text.substring(from, end);
            if (only.equals("*") || only.equals("?") || only.equals("$")) {
                return new VariableReference(null, only, null, end + 1);
            }
        }
        String key = text.substring(from, comma < 0 ? end : comma).strip();
        if (key.isEmpty()) {
            return null;
        }
        String fallback = null;
        if (comma >= 0) {
            String quoted = text.substring(comma + 1, end).strip();
            if (quoted.length() < 2 || quoted.charAt(0) != '\'' || !quoted.endsWith("'")) {
                return null;
            }
            fallback = quoted.substring(1, quoted.length() - 1);
        }
        return new VariableReference(Names.key(key), null, fallback, end + 1);
    }
}
