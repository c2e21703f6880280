package io.ostiary.gateway.protocol;

import org.jspecify.annotations.Nullable;

/** Collects what an input breaks into AWS's one message, bounded however much is wrong. */
final class Violations {

    /** Longer values are cut in the text (ours: AWS repeats them whole). */
    static final int MAX_VALUE = 1_024;

    private static final int MAX_LISTED = 20;

    private final StringBuilder text = new StringBuilder();
    private int count;
    private @Nullable String iamText;

    /**
     * IAM looks at the characters of names and paths only when the model's constraints hold; the
     * first one counts.
     */
    void addIamText(String problem) {
        if (iamText == null) {
            iamText = problem;
        }
    }

    /**
     * @param value as it stands in the text, {@code null} or in quotes; absent for one that must
     *     not be seen
     */
    void add(@Nullable String value, String path, String constraint) {
        count++;
        if (count > MAX_LISTED) {
            return;
        }
        text.append(count > 1 ? "; " : "")
                .append(value == null ? "Value at '" : "Value " + value + " at '")
                .append(path)
                .append("' failed to satisfy constraint: ")
                .append(constraint);
    }

    @Nullable String message() {
        return switch (count) {
            case 0 -> iamText;
            case 1 -> "1 validation error detected: " + text;
            default -> count + " validation errors detected: " + text;
        };
    }

    static String quote(String value) {
        int end = Math.min(value.length(), MAX_VALUE);
        if (end < value.length() && Character.isHighSurrogate(value.charAt(end - 1))) {
            end--; // half a character would not survive the answer
        }
        return end == value.length() ? "'" + value + "'" : "'" + value.substring(0, end) + "...'";
    }
}
