package io.ostiary.policy.compile;

import io.ostiary.policy.request.ConditionKeys;

import org.jspecify.annotations.Nullable;

/** A compiled pattern, compared with a stretch of text in place. */
sealed interface TextPattern {

    boolean matches(String text, int from, int to, ConditionKeys keys);

    default boolean matches(String text, ConditionKeys keys) {
        return matches(text, 0, text.length(), keys);
    }

    /** The one text that matches, when there is but one whatever the request; else null. */
    default @Nullable String onlyText() {
        return null;
    }

    /** What every text that matches begins with, whatever the request; may be empty. */
    default String prefix() {
        return "";
    }

    /** Whether it depends on the request what it matches. */
    default boolean hasVariables() {
        return false;
    }

    /** Whether it matches every text that begins with {@link #prefix}. */
    default boolean isPrefixAndStar() {
        return false;
    }

    /** The star alone. */
    record Any() implements TextPattern {

        @Override
        public boolean isPrefixAndStar() {
            return true;
        }

        @Override
        public boolean matches(String text, int from, int to, ConditionKeys keys) {
            return true;
        }
    }

    /** Text without wildcards. */
    record Exact(String wanted) implements TextPattern {

        @Override
        public boolean matches(String text, int from, int to, ConditionKeys keys) {
            return to - from == wanted.length()
                    && text.regionMatches(from, wanted, 0, wanted.length());
        }

        @Override
        public String onlyText() {
            return wanted;
        }

        @Override
        public String prefix() {
            return wanted;
        }
    }

    /** Text without wildcards, its ASCII letters folded; nothing else is (attack A073). */
    record ExactFolded(String wanted) implements TextPattern {

        @Override
        public boolean matches(String text, int from, int to, ConditionKeys keys) {
            if (to - from != wanted.length()) {
                return false;
            }
            for (int i = 0; i < wanted.length(); i++) {
                if (Segment.fold(text.charAt(from + i)) != wanted.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Text with wildcards. */
    record Wild(Glob glob) implements TextPattern {

        @Override
        public boolean matches(String text, int from, int to, ConditionKeys keys) {
            return glob.matches(text, from, to);
        }

        @Override
        public boolean isPrefixAndStar() {
            return glob.isPrefixAndStar();
        }

        @Override
        public String prefix() {
            return glob.prefix();
        }
    }

    /** Text with variables. */
    record Variable(Template template) implements TextPattern {

        @Override
        public boolean matches(String text, int from, int to, ConditionKeys keys) {
            return template.matches(text, from, to, keys);
        }

        @Override
        public String prefix() {
            return template.prefix();
        }

        @Override
        public boolean hasVariables() {
            return true;
        }
    }
}
