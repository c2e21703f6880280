package io.ostiary.projection.store;

import io.ostiary.state.entity.Entity;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows that the fold touched last, decoded, least recently used out first; bounded by the bytes
 * of their encoded form. Also remembers that a row was deleted, or is absent. What is changed now
 * and again a moment later, as everything under construction, need not be searched among the many
 * versions of its key in the memtable. Used by the folding thread alone.
 */
final class HotRows {

    /** What a row costs beyond its encoded bytes, roughly: map entry, key, objects. */
    private static final int OVERHEAD = 200;

    /**
     * @param entity null when there is no such row
     */
    record Row(@Nullable Entity entity, int weight) {}

    private final LinkedHashMap<String, Row> rows = new LinkedHashMap<>(1024, 0.75f, true);
    private final long capacity;
    private long weight;

    /**
     * @param capacity in bytes
     */
    HotRows(long capacity) {
        this.capacity = capacity;
    }

    @Nullable Row get(String key) {
        return rows.get(key);
    }

    /**
     * @param length of the encoded entity in bytes; 0 when it is absent
     */
    void put(String key, @Nullable Entity entity, int length) {
        Row row = new Row(entity, length + OVERHEAD);
        Row old = rows.put(key, row);
        weight += row.weight - (old == null ? 0 : old.weight);
        if (weight <= capacity) {
            return;
        }
        var eldest = rows.entrySet().iterator();
        while (weight > capacity && eldest.hasNext()) {
            Map.Entry<String, Row> entry = eldest.next();
            weight -= entry.getValue().weight;
            eldest.remove();
        }
    }

    void clear() {
        rows.clear();
        weight = 0;
    }

    long weight() {
        return weight;
    }
}
