package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.BlobShape;
import io.ostiary.gateway.model.Shape.BooleanShape;
import io.ostiary.gateway.model.Shape.DoubleShape;
import io.ostiary.gateway.model.Shape.IntegerShape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.LongShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.model.Shape.TimestampShape;
import io.ostiary.gateway.model.TextPattern;
import io.ostiary.gateway.protocol.Value.BlobValue;
import io.ostiary.gateway.protocol.Value.IntegerValue;
import io.ostiary.gateway.protocol.Value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The constraints of one scalar in AWS's words. */
final class Constraints {

    private Constraints() {}

    /** Those that the value breaks; mostly none. */
    static List<Constraint> broken(Shape shape, Value value) {
        return switch (shape) {
            case StringShape string ->
                    value instanceof StringValue text ? broken(string, text.value()) : List.of();
            case IntegerShape integer ->
                    value instanceof IntegerValue number
                            ? range(
                                    number.value(),
                                    orElse(integer.min(), Integer.MIN_VALUE),
                                    orElse(integer.max(), Integer.MAX_VALUE))
                            : List.of();
            case LongShape integer ->
                    value instanceof IntegerValue number
                            ? range(
                                    number.value(),
                                    orElse(integer.min(), Long.MIN_VALUE),
                                    orElse(integer.max(), Long.MAX_VALUE))
                            : List.of();
            case BlobShape blob ->
                    value instanceof BlobValue bytes
                            ? length(bytes.bytes().length, blob.min(), blob.max())
                            : List.of();
            case BooleanShape _, DoubleShape _, TimestampShape _ -> List.of();
            case StructureShape _, ListShape _, MapShape _ ->
                    throw new IllegalArgumentException("not a scalar: " + shape.name());
        };
    }

    /** All of a shape's constraints, as the text about an element of a list spells them. */
    static List<String> of(Shape shape) {
        List<String> all = new ArrayList<>();
        switch (shape) {
            case StringShape string -> {
                if (string.max() != null) {
                    all.add(Constraint.atMostLong(string.max()).text());
                }
                if (string.min() != null) {
                    all.add(Constraint.atLeastLong(string.min()).text());
                }
                if (string.pattern() != null) {
                    all.add(Constraint.matching(string.pattern()).text());
                }
                if (!string.enumValues().isEmpty()) {
                    all.add(Constraint.oneOf(string).text());
                }
            }
            case IntegerShape integer -> {
                if (integer.max() != null) {
                    all.add(Constraint.atMost(integer.max()).text());
                }
                if (integer.min() != null) {
                    all.add(Constraint.atLeast(integer.min()).text());
                }
            }
            case Shape _ -> {}
        }
        return all;
    }

    private static List<Constraint> broken(StringShape shape, String text) {
        if (!shape.enumValues().isEmpty()) {
            return shape.enumValues().contains(text) ? List.of() : List.of(Constraint.oneOf(shape));
        }
        List<Constraint> broken =
                length(text.codePointCount(0, text.length()), shape.min(), shape.max());
        TextPattern pattern = shape.pattern();
        // An empty text that must not be empty has been told so; its pattern would only repeat it.
        boolean toldEmpty = text.isEmpty() && !broken.isEmpty();
        if (pattern != null && !IamText.speaksOf(pattern) && !toldEmpty && !pattern.matches(text)) {
            broken = new ArrayList<>(broken);
            broken.add(Constraint.matching(pattern));
        }
        return broken;
    }

    private static List<Constraint> length(int length, @Nullable Long min, @Nullable Long max) {
        if (max != null && length > max) {
            return List.of(Constraint.atMostLong(max));
        }
        return min != null && length < min ? List.of(Constraint.atLeastLong(min)) : List.of();
    }

    private static List<Constraint> range(long value, long min, long max) {
        if (value > max) {
            return List.of(Constraint.atMost(max));
        }
        return value < min ? List.of(Constraint.atLeast(min)) : List.of();
    }

    private static long orElse(@Nullable Long bound, long otherwise) {
        return bound == null ? otherwise : bound;
    }
}
