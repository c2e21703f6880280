package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Access Analyzer API, ValidatePolicyFinding.
 *
 * @param findingType ERROR, SECURITY_WARNING, SUGGESTION or WARNING
 */
public record ValidatePolicyFinding(
        String findingDetails,
        String findingType,
        String issueCode,
        String learnMoreLink,
        List<Location> locations) {

    public ValidatePolicyFinding {
        locations = List.copyOf(locations);
    }

    /** Access Analyzer API, Location. */
    public record Location(List<PathElement> path, Span span) {
        public Location {
            path = List.copyOf(path);
        }
    }

    /**
     * Access Analyzer API, PathElement: exactly one member is set.
     *
     * @param index in an array, from 0
     * @param key the name of a member, where the name itself is meant
     * @param value the name of a member whose value is meant
     */
    public record PathElement(
            @Nullable Integer index,
            @Nullable String key,
            @Nullable Substring substring,
            @Nullable String value) {

        public static PathElement index(int index) {
            return new PathElement(index, null, null, null);
        }

        public static PathElement key(String name) {
            return new PathElement(null, name, null, null);
        }

        public static PathElement value(String name) {
            return new PathElement(null, null, null, name);
        }
    }

    /** Access Analyzer API, Substring: a part of a text. */
    public record Substring(int length, int start) {}

    /** Access Analyzer API, Span: the end is the first place behind. */
    public record Span(Position start, Position end) {}

    /**
     * Access Analyzer API, Position.
     *
     * @param line from 1
     * @param column from 0
     * @param offset in the whole document, from 0
     */
    public record Position(int line, int column, int offset) {}
}
