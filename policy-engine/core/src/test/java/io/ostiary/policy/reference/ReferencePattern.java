package io.ostiary.policy.reference;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern as a list of characters, each literal or wild, matched by dynamic programming. */
final class ReferencePattern {

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{\\s*([^}',]+?)\\s*(?:,\\s*'([^']*)'\\s*)?}");

    private record Token(char c, boolean wild) {}

    private ReferencePattern() {}

    /** Does the text match? A variable without value makes the answer no. */
    static boolean matches(
            String pattern,
            String text,
            boolean wildcards,
            boolean variables,
            Map<String, List<String>> keys) {
        List<Token> tokens = tokens(pattern, wildcards, variables, keys);
        return tokens != null && matches(tokens, text);
    }

    /** Cuts at colons outside of variables. */
    static List<String> cut(String pattern, boolean variables) {
        var shielded = new StringBuilder(pattern);
        if (variables) {
            Matcher matcher = VARIABLE.matcher(pattern);
            while (matcher.find()) {
                for (int i = matcher.start(); i < matcher.end(); i++) {
                    if (pattern.charAt(i) == ':') {
                        shielded.setCharAt(i, '\u0001');
                    }
                }
            }
        }
        List<String> parts = new ArrayList<>();
        for (String part : shielded.toString().split(":", 6)) {
            parts.add(part.replace('\u0001', ':'));
        }
        return parts;
    }

    private static @Nullable List<Token> tokens(
            String pattern, boolean wildcards, boolean variables, Map<String, List<String>> keys) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(pattern);
        int at = 0;
        while (at < pattern.length()) {
            if (variables
                    && pattern.startsWith("${", at)
                    && matcher.find(at)
                    && matcher.start() == at) {
                String value = value(matcher.group(1), matcher.group(2), keys);
                if (value == null) {
                    return null;
                }
                value.chars().forEach(c -> tokens.add(new Token((char) c, false)));
                at = matcher.end();
            } else {
                char c = pattern.charAt(at++);
                tokens.add(new Token(c, wildcards && (c == '*' || c == '?')));
            }
        }
        return tokens;
    }

    private static @Nullable String value(
            String name, @Nullable String fallback, Map<String, List<String>> keys) {
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
            return name;
        }
        List<String> values = keys.getOrDefault(ReferenceEvaluator.lower(name), List.of());
        if (values.isEmpty()) {
            return fallback;
        }
        return values.size() == 1 ? values.getFirst() : null;
    }

    private static boolean matches(List<Token> tokens, String text) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (Token token : tokens) {
            var next = new boolean[text.length() + 1];
            for (int i = 0; i <= text.length(); i++) {
                if (token.wild() && token.c() == '*') {
                    next[i] = reached[i] || (i > 0 && next[i - 1]);
                } else if (i > 0 && reached[i - 1]) {
                    next[i] = token.wild() || text.charAt(i - 1) == token.c();
                }
            }
            reached = next;
        }
        return reached[text.length()];
    }
}
