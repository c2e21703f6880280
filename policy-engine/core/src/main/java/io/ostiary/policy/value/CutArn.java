package io.ostiary.policy.value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * An ARN cut at its first five colons. The text itself is kept, so that its parts are compared in
 * place.
 */
public final class CutArn {

    private static final int PARTS = 6;

    private final String text;
    private final int partition;
    private final int service;
    private final int region;
    private final int account;
    private final int resource;

    private CutArn(String text, int partition, int service, int region, int account, int resource) {
        this.text = text;
        this.partition = partition;
        this.service = service;
        this.region = region;
        this.account = account;
        this.resource = resource;
    }

    /** The ARN, or null when the text does not begin with {@code arn:} and have six parts. */
    public static @Nullable CutArn parse(String text) {
        if (!text.startsWith("arn:")) {
            return null;
        }
        int service = text.indexOf(':', 4) + 1;
        int region = service == 0 ? 0 : text.indexOf(':', service) + 1;
        int account = region == 0 ? 0 : text.indexOf(':', region) + 1;
        int resource = account == 0 ? 0 : text.indexOf(':', account) + 1;
        return resource == 0 ? null : new CutArn(text, 4, service, region, account, resource);
    }

    /**
     * The parts of a pattern, fewer than six when it has fewer colons. A colon inside a variable
     * does not cut: the pattern is cut before anything is put in (attack A078).
     */
    public static List<String> cutPattern(String pattern, boolean variables) {
        List<String> parts = new ArrayList<>(PARTS);
        int from = 0;
        for (int i = 0; i < pattern.length() && parts.size() < PARTS - 1; i++) {
            char c = pattern.charAt(i);
            if (c == ':') {
                parts.add(pattern.substring(from, i));
                from = i + 1;
            } else if (variables && c == '$') {
                VariableReference variable = VariableReference.at(pattern, i);
                i = variable == null ? i : variable.end() - 1;
            }
        }
        parts.add(pattern.substring(from));
        return parts;
    }

    public String text() {
        return text;
    }

    /** Where a part begins: 0 is {@code arn}, 5 the resource. */
    public int start(int part) {
        return switch (part) {
            case 0 -> 0;
            case 1 -> partition;
            case 2 -> service;
            case 3 -> region;
            case 4 -> account;
            case 5 -> resource;
            default -> throw new IllegalArgumentException("an ARN has six parts");
        };
    }

    /** Where a part ends, exclusive. */
    public int end(int part) {
        return part == PARTS - 1 ? text.length() : start(part + 1) - 1;
    }
}
