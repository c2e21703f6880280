package io.ostiary.gateway.protocol;

import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
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
import io.ostiary.gateway.protocol.Value.BlobValue;
import io.ostiary.gateway.protocol.Value.IntegerValue;
import io.ostiary.gateway.protocol.Value.ListValue;
import io.ostiary.gateway.protocol.Value.MapValue;
import io.ostiary.gateway.protocol.Value.OpaqueValue;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Checks an input against its model: required members, lengths, patterns, enumerations, ranges. All
 * violations go into one {@code ValidationError} in AWS's words, as its services were seen to write
 * them: {@code 1 validation error detected: Value at 'userName' failed to satisfy constraint:
 * Member must have length greater than or equal to 1}. A name or path in IAM that is well-sized but
 * holds a wrong character has a text of its own: {@code The specified value for userName is
 * invalid. …}. STS repeats the value ({@code Value '899' at 'durationSeconds' …}), but never a
 * sensitive one. Organizations tells the first violation alone, by its {@link ConstraintKind}; so
 * does S3, in words of its own.
 */
public final class InputValidator {

    private static final String IAM = "iam";
    private static final String ORGANIZATIONS = "organizations";

    /**
     * Returns normally when everything holds. A member the pipeline replaced (opaque) counts as
     * valid.
     */
    public void validate(OperationModel operation, StructureValue input) {
        WireError error = violations(operation, input);
        if (error != null) {
            throw new RefusedRequest(error);
        }
    }

    /** The refusal, or null when everything holds. */
    public @Nullable WireError violations(OperationModel operation, StructureValue input) {
        String service = operation.service().signingName();
        Violations violations = new Violations(service.equals(IAM));
        structure(violations, "", operation.input(), input);
        ConstraintKind first = violations.first();
        if (first != null && service.equals(ORGANIZATIONS)) {
            return first.error();
        }
        if (first != null && operation.service().protocol() == Protocol.REST_XML) {
            return S3Errors.ofInput(violations.firstPath(), first);
        }
        String message = violations.message();
        return message == null
                ? null
                : WireError.common(
                        CommonError.Kind.VALIDATION_ERROR, message, operation.service().protocol());
    }

    private static void structure(
            Violations violations, String path, StructureShape shape, StructureValue value) {
        for (Member member : shape.members()) {
            Value present = value.get(member.name());
            if (present != null) {
                value(violations, path, member, present);
            } else if (member.required()) {
                violations.add("null", path + member.label(), Constraint.NOT_NULL);
            }
        }
    }

    private static void value(Violations violations, String parent, Member member, Value value) {
        if (value instanceof OpaqueValue) {
            return;
        }
        String path = parent.isEmpty() ? member.label() : parent + member.label();
        switch (member.shape()) {
            case StructureShape shape -> {
                if (value instanceof StructureValue structure) {
                    structure(violations, path + ".", shape, structure);
                }
            }
            case ListShape shape -> {
                if (value instanceof ListValue list) {
                    list(violations, path, shape, list);
                }
            }
            case MapShape shape -> {
                if (value instanceof MapValue map) {
                    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
                        String here = path + '.' + TextRules.echo(entry.getKey()) + '.';
                        value(violations, here, shape.key(), new StringValue(entry.getKey()));
                        value(violations, here, shape.value(), entry.getValue());
                    }
                }
            }
            case Shape scalar -> {
                for (Constraint constraint : Constraints.broken(scalar, value)) {
                    violations.add(quoted(scalar, value), path, constraint);
                }
                String problem = IamText.problem(scalar, path, value);
                if (problem != null) {
                    violations.addIamText(problem);
                }
            }
        }
    }

    private static void list(Violations violations, String path, ListShape shape, ListValue list) {
        int size = list.elements().size();
        Long min = shape.min();
        Long max = shape.max();
        Member element = shape.element();
        if (max != null && size > max) {
            violations.add(quotedList(element, list), path, Constraint.atMostLong(max));
            return; // its elements are too many to look at
        }
        if (min != null && size < min) {
            violations.add(quotedList(element, list), path, Constraint.atLeastLong(min));
        }
        if (isScalar(element.shape())) {
            scalars(violations, path, element, list);
            return;
        }
        for (int i = 0; i < size; i++) {
            value(violations, path + '.' + (i + 1) + '.', element, list.elements().get(i));
        }
    }

    /**
     * A list of scalars is judged as a whole, and its text names every constraint of an element.
     */
    private static void scalars(
            Violations violations, String path, Member element, ListValue list) {
        for (Value value : list.elements()) {
            if (!Constraints.broken(element.shape(), value).isEmpty()) {
                violations.add(
                        quotedList(element, list), path, violations.ofElements(element.shape()));
                return;
            }
        }
    }

    private static boolean isScalar(Shape shape) {
        return switch (shape) {
            case StructureShape _, ListShape _, MapShape _ -> false;
            case StringShape _,
                    IntegerShape _,
                    LongShape _,
                    DoubleShape _,
                    BooleanShape _,
                    TimestampShape _,
                    BlobShape _ ->
                    true;
        };
    }

    /** The value in quotes; null when it must not be seen or cannot be shown. */
    private static @Nullable String quoted(Shape shape, Value value) {
        if (shape.sensitive()) {
            return null;
        }
        return switch (value) {
            case StringValue text -> Violations.quote(text.value());
            case IntegerValue number -> Violations.quote(Long.toString(number.value()));
            case BlobValue _ -> null;
            case Value _ -> null;
        };
    }

    private static @Nullable String quotedList(Member element, ListValue list) {
        if (element.shape().sensitive() || !(element.shape() instanceof StringShape)) {
            return null;
        }
        StringBuilder text = new StringBuilder("[");
        for (Value value : list.elements()) {
            if (text.length() > Violations.MAX_VALUE) {
                break;
            }
            text.append(text.length() > 1 ? ", " : "");
            text.append(value instanceof StringValue string ? string.value() : "");
        }
        return Violations.quote(text.append(']').toString());
    }
}
