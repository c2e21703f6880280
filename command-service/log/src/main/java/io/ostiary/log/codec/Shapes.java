package io.ostiary.log.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the shape of a Java type: scalars, records, sealed types, and lists, sets and string-keyed
 * maps of those. Anything else is refused when a codec is made, not when it meets a value.
 */
final class Shapes {

    private final SecretForm secrets;
    private final Map<Type, Shape> known = new HashMap<>();

    Shapes(SecretForm secrets) {
        this.secrets = secrets;
    }

    Shape of(Type type) {
        Shape shape = known.get(type);
        if (shape != null) {
            return shape;
        }
        Scalar scalar = Scalar.of(type, secrets);
        if (scalar != null) {
            known.put(type, scalar);
            return scalar;
        }
        return switch (type) {
            case Class<?> c when c.isRecord() -> record(c);
            case Class<?> c when c.isSealed() && c.isInterface() -> choice(c);
            case ParameterizedType p -> several(p);
            default -> throw new IllegalArgumentException(type + " cannot be written to the log");
        };
    }

    private Shape record(Class<?> type) {
        var shape = new RecordShape(type);
        known.put(type, shape);
        shape.resolve((RecordComponent component, Class<?> _) -> of(component.getGenericType()));
        return shape;
    }

    private Shape choice(Class<?> type) {
        var shape = new ChoiceShape();
        known.put(type, shape);
        SealedTree.of(type).forEach((name, each) -> shape.add(name, each, of(each)));
        return shape;
    }

    private Shape several(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            return new Several.Listed(of(arguments[0]));
        } else if (type.getRawType() == Set.class && arguments[0] == String.class) {
            return new Several.Unordered(of(arguments[0]));
        } else if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return new Several.Mapped(of(arguments[1]));
        }
        throw new IllegalArgumentException(type + " cannot be written to the log");
    }
}
