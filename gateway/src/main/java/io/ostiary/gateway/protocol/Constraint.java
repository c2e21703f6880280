package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.TextPattern;

/**
 * One constraint of a model.
 *
 * @param text as it stands in a ValidationError
 */
record Constraint(ConstraintKind kind, String text) {

    static final Constraint NOT_NULL =
            new Constraint(ConstraintKind.INPUT_REQUIRED, "Member must not be null");

    static Constraint atMostLong(long max) {
        return new Constraint(
                ConstraintKind.MAX_LENGTH_EXCEEDED,
                "Member must have length less than or equal to " + max);
    }

    static Constraint atLeastLong(long min) {
        return new Constraint(
                ConstraintKind.MIN_LENGTH_EXCEEDED,
                "Member must have length greater than or equal to " + min);
    }

    static Constraint atMost(long max) {
        return new Constraint(
                ConstraintKind.MAX_VALUE_EXCEEDED,
                "Member must have value less than or equal to " + max);
    }

    static Constraint atLeast(long min) {
        return new Constraint(
                ConstraintKind.MIN_VALUE_EXCEEDED,
                "Member must have value greater than or equal to " + min);
    }

    static Constraint matching(TextPattern pattern) {
        return new Constraint(
                ConstraintKind.INVALID_PATTERN,
                "Member must satisfy regular expression pattern: " + pattern.text());
    }

    static Constraint oneOf(StringShape shape) {
        return new Constraint(
                ConstraintKind.INVALID_ENUM,
                "Member must satisfy enum value set: ["
                        + String.join(", ", shape.enumValues())
                        + "]");
    }

    /**
     * @param texts of all that an element of the list must satisfy
     */
    static Constraint eachElement(Iterable<String> texts) {
        return new Constraint(
                ConstraintKind.INVALID_LIST_MEMBER,
                "Member must satisfy constraint: [" + String.join(", ", texts) + "]");
    }
}
