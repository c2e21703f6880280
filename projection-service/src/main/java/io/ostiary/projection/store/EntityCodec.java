package io.ostiary.projection.store;

import io.ostiary.log.codec.JsonCodec;
import io.ostiary.log.codec.Unreadable;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.rocksdb.RocksIterator;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Entities as strict JSON, equal entities as equal bytes. A store written by entities of another
 * shape is not converted but folded again: {@link #SHAPE} tells them apart.
 */
final class EntityCodec implements RowScan.Decoding {

    /** A digest of every component of every entity, by name and type. */
    static final String SHAPE = shape();

    private final JsonCodec<?>[] byLetter = new JsonCodec<?>[128];

    EntityCodec() {
        for (Table<? extends Entity> table : Table.ALL) {
            byLetter[table.letter()] = JsonCodec.of(table.type());
        }
    }

    byte[] encode(Entity entity) {
        return encode(entity.table(), entity);
    }

    @SuppressWarnings("unchecked") // filled above, each letter with the codec of its table's type
    private <E extends Entity> JsonCodec<E> codec(Table<E> table) {
        return (JsonCodec<E>) byLetter[table.letter()];
    }

    private <E extends Entity> byte[] encode(Table<E> table, Entity entity) {
        return codec(table).encode(table.type().cast(entity));
    }

    /**
     * @throws CorruptStore when the bytes are not what {@link #encode} wrote
     */
    <E extends Entity> E decode(Table<E> table, byte[] value) {
        try {
            return codec(table).decode(value);
        } catch (Unreadable e) {
            throw new CorruptStore("a row of " + table + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public <E extends Entity> E entity(Table<E> table, RocksIterator row) {
        return decode(table, row.value());
    }

    private static String shape() {
        var types = new LinkedHashSet<String>();
        for (Table<? extends Entity> table : Table.ALL) {
            types.add(table.letter() + " " + table);
            collect(table.type(), types);
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\n", types).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(Type type, Set<String> types) {
        if (type instanceof ParameterizedType several) {
            for (Type argument : several.getActualTypeArguments()) {
                collect(argument, types);
            }
            return;
        }
        if (!(type instanceof Class<?> single)) {
            return;
        }
        if (single.isRecord()) {
            var text = new StringBuilder(single.getName());
            for (RecordComponent component : single.getRecordComponents()) {
                text.append(' ')
                        .append(component.getName())
                        .append(':')
                        .append(component.getGenericType().getTypeName());
            }
            if (types.add(text.toString())) {
                for (RecordComponent component : single.getRecordComponents()) {
                    collect(component.getGenericType(), types);
                }
            }
        } else if (single.isSealed()) {
            for (Class<?> below : single.getPermittedSubclasses()) {
                collect(below, types);
            }
        }
    }
}
