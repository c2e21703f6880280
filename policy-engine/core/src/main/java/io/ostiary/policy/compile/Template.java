package io.ostiary.policy.compile;

import io.ostiary.policy.request.ConditionKeys;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * A pattern with variables. What a variable stands for is put in once and is literal: it can hold
 * neither wildcard nor variable (attack A078). A variable without value and default matches
 * nothing.
 */
final class Template {

    /** A stretch of the pattern. */
    sealed interface Part {

        /** Codes as in {@link Glob}. */
        record Literal(int[] codes) implements Part {}

        record Reference(String key, @Nullable String fallback) implements Part {}
    }

    private final Part[] parts;
    private final boolean fold;
    private final boolean wild;

    Template(List<Part> parts, boolean fold) {
        this.parts = parts.toArray(Part[]::new);
        this.fold = fold;
        boolean any = false;
        for (Part part : this.parts) {
            if (part instanceof Part.Literal(int[] codes)) {
                for (int code : codes) {
                    any |= code < 0;
                }
            }
        }
        this.wild = any;
    }

    /** What every text that matches begins with, whatever the variables stand for. */
    String prefix() {
        if (fold || !(parts[0] instanceof Part.Literal(int[] codes))) {
            return "";
        }
        int length = 0;
        while (length < codes.length && codes[length] >= 0) {
            length++;
        }
        return new String(codes, 0, length);
    }

    boolean matches(String text, int from, int to, ConditionKeys keys) {
        if (wild) {
            Glob glob = resolved(keys);
            return glob != null && glob.matches(text, from, to);
        }
        // Without wildcards the parts are compared one after the other, in place.
        int at = from;
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(int[] codes) -> {
                    if (to - at < codes.length) {
                        return false;
                    }
                    for (int code : codes) {
                        if (code != folded(text.charAt(at++))) {
                            return false;
                        }
                    }
                }
                case Part.Reference reference -> {
                    String value = value(reference, keys);
                    if (value == null || to - at < value.length()) {
                        return false;
                    }
                    for (int i = 0; i < value.length(); i++) {
                        if (folded(value.charAt(i)) != folded(text.charAt(at++))) {
                            return false;
                        }
                    }
                }
            }
        }
        return at == to;
    }

    private @Nullable Glob resolved(ConditionKeys keys) {
        var codes = new int[64];
        int length = 0;
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(int[] literal) -> {
                    codes = room(codes, length, literal.length);
                    System.arraycopy(literal, 0, codes, length, literal.length);
                    length += literal.length;
                }
                case Part.Reference reference -> {
                    String value = value(reference, keys);
                    if (value == null) {
                        return null;
                    }
                    codes = room(codes, length, value.length());
                    for (int i = 0; i < value.length(); i++) {
                        codes[length++] = folded(value.charAt(i));
                    }
                }
            }
        }
        return Glob.of(Arrays.copyOf(codes, length), fold);
    }

    private char folded(char c) {
        return fold ? Segment.fold(c) : c;
    }

    private static int[] room(int[] codes, int length, int more) {
        return codes.length - length >= more
                ? codes
                : Arrays.copyOf(codes, Math.max(codes.length * 2, length + more));
    }

    /** Keys with several values are no variables (IAM User Guide, "Variables and tags"). */
    private static @Nullable String value(Part.Reference reference, ConditionKeys keys) {
        List<String> values = keys.values(reference.key());
        if (values == null || values.isEmpty()) {
            return reference.fallback();
        }
        return values.size() == 1 ? values.get(0) : null;
    }
}
