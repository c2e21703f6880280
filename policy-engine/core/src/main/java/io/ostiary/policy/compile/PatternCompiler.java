package io.ostiary.policy.compile;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.value.VariableReference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text to {@link TextPattern}.
 *
 * @param wildcards star and question mark are wildcards
 * @param variables variables are replaced; else they are plain text (attack A079)
 * @param fold the case of ASCII letters does not matter
 */
record PatternCompiler(boolean wildcards, boolean variables, boolean fold) {

    TextPattern compile(String pattern) {
        List<Template.Part> parts = new ArrayList<>();
        var codes = new int[pattern.length()];
        int length = 0;
        boolean references = false;
        for (int i = 0; i < pattern.length(); i++) {
            VariableReference variable =
                    variables && pattern.charAt(i) == '$' ? VariableReference.at(pattern, i) : null;
            if (variable == null) {
                codes[length++] = code(pattern.charAt(i));
                continue;
            }
            i = variable.end() - 1;
            if (variable.literal() != null) {
                codes[length++] = variable.literal().charAt(0);
            } else if (variable.key() != null) {
                parts.add(new Template.Part.Literal(Arrays.copyOf(codes, length)));
                parts.add(new Template.Part.Reference(variable.key(), variable.fallback()));
                length = 0;
                references = true;
            }
        }
        int[] rest = Arrays.copyOf(codes, length);
        if (references) {
            parts.add(new Template.Part.Literal(rest));
            return new TextPattern.Variable(new Template(parts, fold));
        }
        return fixed(rest);
    }

    private TextPattern fixed(int[] codes) {
        boolean wild = false;
        boolean onlyStars = codes.length > 0;
        for (int code : codes) {
            wild |= code < 0;
            onlyStars &= code == Glob.STAR;
        }
        if (onlyStars) {
            return new TextPattern.Any();
        }
        if (wild) {
            return new TextPattern.Wild(Glob.of(codes, fold));
        }
        String text = new String(codes, 0, codes.length);
        return fold ? new TextPattern.ExactFolded(Names.key(text)) : new TextPattern.Exact(text);
    }

    private int code(char c) {
        if (wildcards && c == '*') {
            return Glob.STAR;
        }
        if (wildcards && c == '?') {
            return Glob.ONE;
        }
        return fold ? Segment.fold(c) : c;
    }
}
