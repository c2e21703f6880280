package io.ostiary.policy.explain;

import io.ostiary.policy.document.PolicyVersion;
import io.ostiary.policy.value.VariableReference;

import org.jspecify.annotations.Nullable;

/** Text in places where a policy may write patterns. */
final class Literals {

    private Literals() {}

    /**
     * The pattern that matches this text and no other; null where the version has no words for it:
     * without variables there is no way to write a star that is one.
     */
    static @Nullable String pattern(String text, PolicyVersion version) {
        var pattern = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean wildcard = c == '*' || c == '?';
            if (wildcard && !version.hasVariables()) {
                return null;
            }
            if (wildcard || (version.hasVariables() && text.startsWith("${", i))) {
                pattern.append("${").append(c).append('}');
            } else {
                pattern.append(c);
            }
        }
        return pattern.toString();
    }

    /** Whether it may match more than one text under the same keys. */
    static boolean isWild(String pattern, PolicyVersion version) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' || c == '?') {
                return true;
            }
            VariableReference variable =
                    version.hasVariables() && c == '$' ? VariableReference.at(pattern, i) : null;
            i = variable == null ? i : variable.end() - 1;
        }
        return false;
    }
}
