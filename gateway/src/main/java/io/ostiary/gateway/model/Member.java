package io.ostiary.gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * A member of a structure, the element of a list, or a map's key or value.
 *
 * @param name the model's name, such as {@code UserName}; {@code member}, {@code key}, {@code
 *     value} for the others
 * @param wireName the name in parameters and elements; mostly the same
 * @param label how validation texts spell it: the first letter in lower case ({@code userName})
 */
public record Member(
        String name,
        String wireName,
        String label,
        Shape shape,
        boolean required,
        @Nullable XmlNamespace namespace,
        Location location) {

    static Member of(
            String name,
            String wireName,
            Shape shape,
            boolean required,
            @Nullable XmlNamespace namespace,
            Location location) {
        String label =
                name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return new Member(name, wireName, label, shape, required, namespace, location);
    }
}
