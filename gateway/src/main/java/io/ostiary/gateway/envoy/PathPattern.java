package io.ostiary.gateway.envoy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A path with names for some of its segments: {@code /pets/{id}}, and {@code /files/{key+}} for all
 * that follow. One without names fits exactly the path that it spells, byte for byte.
 */
final class PathPattern {

    private final String text;
    private final List<String> segments;
    private final Set<String> names = new TreeSet<>();

    private PathPattern(String text) {
        this.text = text;
        this.segments = List.of(text.substring(1).split("/", -1));
    }

    /**
     * @throws IllegalArgumentException when it is no pattern
     */
    static PathPattern parse(String text) {
        if (!text.startsWith("/") || text.indexOf('?') >= 0) {
            throw new IllegalArgumentException("a path begins with / and has no query: " + text);
        }
        var pattern = new PathPattern(text);
        for (int i = 0; i < pattern.segments.size(); i++) {
            String segment = pattern.segments.get(i);
            String name = name(segment);
            if (name == null) {
                if (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0) {
                    throw new IllegalArgumentException("a name is a whole segment: " + text);
                }
                continue;
            }
            boolean several = segment.endsWith("+}");
            if (several && i < pattern.segments.size() - 1) {
                throw new IllegalArgumentException("{" + name + "+} is the last segment: " + text);
            }
            if (!pattern.names.add(name)) {
                throw new IllegalArgumentException("{" + name + "} occurs twice: " + text);
            }
        }
        return pattern;
    }

    /** Of a segment such as {@code {id}} or {@code {key+}}; null for another. */
    private static @Nullable String name(String segment) {
        if (!segment.startsWith("{") || !segment.endsWith("}")) {
            return null;
        }
        int end = segment.length() - (segment.endsWith("+}") ? 2 : 1);
        String name = segment.substring(1, end);
        return !name.isEmpty()
                        && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')
                ? name
                : null;
    }

    Set<String> names() {
        return names;
    }

    /**
     * What its names stand for; null when the path does not fit.
     *
     * @param path without the query
     */
    @Nullable Map<String, String> match(String path) {
        if (names.isEmpty()) {
            return text.equals(path) ? Map.of() : null;
        }
        List<String> actual = RawPath.segments(path);
        if (actual == null || actual.size() < segments.size()) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String wanted = segments.get(i);
            String name = name(wanted);
            if (name == null) {
                if (!wanted.equals(actual.get(i))) {
                    return null;
                }
            } else if (wanted.endsWith("+}")) {
                String rest = names(actual.subList(i, actual.size()));
                if (rest == null) {
                    return null;
                }
                values.put(name, rest);
                return values;
            } else {
                String value = RawPath.name(actual.get(i));
                if (value == null) {
                    return null;
                }
                values.put(name, value);
            }
        }
        return actual.size() == segments.size() ? values : null;
    }

    private static @Nullable String names(List<String> segments) {
        List<String> names = new ArrayList<>();
        for (String segment : segments) {
            String name = RawPath.name(segment);
            if (name == null) {
                return null;
            }
            names.add(name);
        }
        return String.join("/", names);
    }

    @Override
    public String toString() {
        return text;
    }
}
