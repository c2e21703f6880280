package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Collects what an input breaks into AWS's one message, bounded however much is wrong. IAM leaves
 * the values out today ({@code Value at 'versionId' failed to satisfy …}: answers of AWS recorded
 * by LocalStack in 2026, test_iam_managed_policies, test_iam_policies, test_iam_mfa
 * .snapshot.json), STS repeats them.
 */
final class Violations {

    /** Longer values are cut in the text (ours: AWS repeats them whole). */
    static final int MAX_VALUE = 1_024;

    private static final int MAX_LISTED = 20;
    private static final String TAG_KEY = "tagKeyType";

    private final boolean ofIam;
    private final StringBuilder text = new StringBuilder();
    private int count;
    private @Nullable ConstraintKind first;
    private String firstPath = "";
    private @Nullable String iamText;

    Violations(boolean ofIam) {
        this.ofIam = ofIam;
    }

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
    void add(@Nullable String value, String path, Constraint constraint) {
        count++;
        if (first == null) {
            first = constraint.kind();
            firstPath = path;
        }
        if (count > MAX_LISTED) {
            return;
        }
        text.append(count > 1 ? "; " : "")
                .append(ofIam || value == null ? "Value at '" : "Value " + value + " at '")
                .append(path)
                .append("' failed to satisfy constraint: ")
                .append(constraint.text());
    }

    /**
     * What every element of a list must satisfy. Of tag keys IAM also tells what no model says
     * (test_iam_policies.snapshot.json, err-untag-large-key), of the client ids of an OpenID
     * Connect provider it does not (test_iam_oidc.snapshot.json, multiple-validation-errors).
     */
    Constraint ofElements(Shape element) {
        List<String> texts = Constraints.of(element);
        if (ofIam && element.name().equals(TAG_KEY)) {
            texts.add(Constraint.NOT_NULL.text());
        }
        return Constraint.eachElement(texts);
    }

    /** Of what kind the first one is; null when there is none. */
    @Nullable ConstraintKind first() {
        return first;
    }

    /** Where the first one lies, as the texts spell it. */
    String firstPath() {
        return firstPath;
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
