package io.ostiary.projection.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every entity there is survives the disk, whole. */
final class EntityCodecTest {

    private final EntityCodec codec = new EntityCodec();
    private int counter;

    @Test
    void everyEntityOfTheSealedTreeComesBackEqual() {
        Set<Class<?>> walked = new HashSet<>();
        for (Table<? extends Entity> table : Table.ALL) {
            for (boolean absent : new boolean[] {false, true}) {
                Entity entity = (Entity) sample(table.type(), absent);
                byte[] bytes = codec.encode(entity);
                assertEquals(entity, codec.decode(table, bytes));
                assertArrayEquals(bytes, codec.encode(codec.decode(table, bytes)));
            }
            walked.add(table.type());
        }
        assertEquals(leaves(Entity.class, new HashSet<>()), walked);
    }

    @Test
    void anUnknownMemberIsRefused() {
        byte[] value =
                "{\"credentials\":{\"accessKeys\":[]},\"more\":1}".getBytes(StandardCharsets.UTF_8);
        assertThrows(CorruptStore.class, () -> codec.decode(Table.ROOT, value));
    }

    @Test
    void lettersAreUniqueAndApartFromThoseOfTheStore() {
        var letters = new HashSet<Character>();
        for (Table<?> table : Table.ALL) {
            assertEquals(true, letters.add(table.letter()));
        }
        assertFalse(letters.contains('!'));
        assertFalse(letters.contains('?'));
    }

    private static Set<Class<?>> leaves(Class<?> type, Set<Class<?>> found) {
        if (type.isRecord()) {
            found.add(type);
        } else {
            for (Class<?> below : type.getPermittedSubclasses()) {
                leaves(below, found);
            }
        }
        return found;
    }

    /** A value of the type in which every number and text is another one. */
    private Object sample(Type type, boolean absent) {
        counter++;
        if (type instanceof ParameterizedType several) {
            return samples(several, absent);
        }
        var single = (Class<?>) type;
        if (single == String.class) {
            return "text-\"ü\"-\u0001-" + counter;
        } else if (single == int.class || single == Integer.class) {
            return counter;
        } else if (single == long.class || single == Long.class) {
            return (long) counter << 33;
        } else if (single == boolean.class || single == Boolean.class) {
            return counter % 2 == 0;
        } else if (single == Instant.class) {
            return Instant.ofEpochSecond(1_700_000_000L + counter, counter);
        } else if (single == AccountId.class) {
            return AccountId.of(counter);
        } else if (single.isEnum()) {
            Object[] constants = single.getEnumConstants();
            return constants[counter % constants.length];
        } else if (single.isSealed()) {
            Class<?>[] below = single.getPermittedSubclasses();
            return sample(below[counter % below.length], absent);
        }
        return record(single, absent);
    }

    private Object samples(ParameterizedType type, boolean absent) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            return absent
                    ? Map.of()
                    : Map.of("b", sample(arguments[1], false), "a", sample(arguments[1], false));
        }
        return absent
                ? List.of()
                : List.of(sample(arguments[0], false), sample(arguments[0], false));
    }

    private Object record(Class<?> type, boolean absent) {
        var types = new ArrayList<Class<?>>();
        var values = new ArrayList<@Nullable Object>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            values.add(absent && nullable ? null : sample(component.getGenericType(), absent));
        }
        try {
            return type.getDeclaredConstructor(types.toArray(Class<?>[]::new))
                    .newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " " + values, e);
        }
    }
}
