package io.ostiary.policy.compile;

import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.value.CutArn;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A pattern for ARNs, its six parts compared one by one (attack A080). Only the sixth may hold
 * further colons, so only there can a star cross one.
 */
final class ArnPattern {

    /** The order in which parts are compared: the ones that differ most come first. */
    private static final int[] ORDER = {2, 5, 4, 3, 1, 0};

    private final TextPattern[] parts;

    /**
     * What every ARN that matches begins with when a star at the end is the only wildcard, and the
     * one ARN that matches when there is none: most patterns are of these kinds, and compared as a
     * whole. Null for others.
     */
    private final @Nullable String plain;

    private final boolean open;

    private ArnPattern(TextPattern[] parts) {
        this.parts = parts;
        TextPattern last = parts[parts.length - 1];
        this.open = last.onlyText() == null;
        this.plain = !open || last.isPrefixAndStar() ? plain(parts) : null;
    }

    /** The text that stands before the end, when it can be but one. */
    private static @Nullable String plain(TextPattern[] parts) {
        var text = new StringBuilder();
        for (int i = 0; i < parts.length - 1; i++) {
            if (parts[i].onlyText() == null) {
                return null;
            }
            text.append(parts[i].onlyText()).append(':');
        }
        return text.append(parts[parts.length - 1].prefix()).toString();
    }

    /** For Resource: AWS reads parts that were left out as stars. */
    static ArnPattern padded(String pattern, boolean variables) {
        return of(CutArn.cutPattern(pattern, variables), variables);
    }

    /**
     * For a condition: a pattern of fewer than six parts matches nothing, but a lone star any ARN.
     */
    static @Nullable ArnPattern whole(String pattern, boolean variables) {
        List<String> parts = CutArn.cutPattern(pattern, variables);
        return parts.size() == 6 || pattern.equals("*") ? of(parts, variables) : null;
    }

    private static ArnPattern of(List<String> texts, boolean variables) {
        var compiler = new PatternCompiler(true, variables, false);
        var parts = new TextPattern[6];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = i < texts.size() ? compiler.compile(texts.get(i)) : new TextPattern.Any();
        }
        return new ArnPattern(parts);
    }

    /** What the last part of every ARN that matches begins with, whatever the request. */
    String resourceBeginning() {
        return parts[parts.length - 1].prefix();
    }

    /** Whether it depends on the request what it matches. */
    boolean hasVariables() {
        for (TextPattern part : parts) {
            if (part.hasVariables()) {
                return true;
            }
        }
        return false;
    }

    boolean matches(CutArn arn, ConditionKeys keys) {
        if (plain != null) {
            return open ? arn.text().startsWith(plain) : arn.text().equals(plain);
        }
        for (int part : ORDER) {
            if (!parts[part].matches(arn.text(), arn.start(part), arn.end(part), keys)) {
                return false;
            }
        }
        return true;
    }
}
