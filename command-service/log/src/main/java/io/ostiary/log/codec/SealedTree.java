package io.ostiary.log.codec;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.Qualified;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records below a sealed type, by name. A name is for ever: it stands in the log. It is the
 * record's simple name, except for AWS errors, where two models have one of the same name: there
 * the family stands in front, as in {@code StsError.MalformedPolicyDocument}; and so it does where
 * a record says that it is {@link Qualified}.
 */
final class SealedTree {

    private SealedTree() {}

    /**
     * @throws IllegalArgumentException when something below is not a record, or two have one name
     */
    static Map<String, Class<?>> of(Class<?> root) {
        var byName = new LinkedHashMap<String, Class<?>>();
        walk(root, AwsError.class.isAssignableFrom(root), byName);
        return byName;
    }

    private static void walk(Class<?> type, boolean qualified, Map<String, Class<?>> byName) {
        if (type.isRecord()) {
            Class<?> other = byName.put(name(type, qualified), type);
            if (other != null && other != type) {
                throw new IllegalArgumentException(type + " and " + other + " have one name");
            }
            return;
        }
        Class<?> @Nullable [] below = type.getPermittedSubclasses();
        if (!type.isInterface() || below == null) {
            throw new IllegalArgumentException(type + " is neither a record nor sealed");
        }
        for (Class<?> each : below) {
            walk(each, qualified, byName);
        }
    }

    private static String name(Class<?> type, boolean qualified) {
        Class<?> family = type.getEnclosingClass();
        return (qualified || type.isAnnotationPresent(Qualified.class)) && family != null
                ? family.getSimpleName() + "." + type.getSimpleName()
                : type.getSimpleName();
    }
}
