package io.ostiary.projection.store;

import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The store between two batches, shared by all who read it then. What is decoded once is remembered
 * for as long as the moment lasts, so that nothing remembered can be older than the lease that a
 * reader has checked. Freed when the store has moved on and the last reader has closed.
 */
final class Moment implements RowScan.Decoding {

    /** A bound on memory, with the next one. */
    private static final int REMEMBERED = 1_024;

    /** Longer ones, such as reports and certificate chains, are decoded each time. */
    private static final int MOST_REMEMBERED_BYTES = 32 << 10;

    /**
     * The same for rows that scans came by, in encoded bytes; apart, so that a long list leaves
     * room for what is looked up.
     */
    private static final int SCANNED = 4 << 20;

    private final Natives natives;
    private final EntityCodec codec;
    private final ReadOptions reading;
    final Snapshot snapshot;

    /** One is the store's own. */
    private final AtomicInteger users = new AtomicInteger(1);

    private final ConcurrentHashMap<String, Entity> decoded = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Entity> scanned = new ConcurrentHashMap<>();
    private final AtomicInteger scannedBytes = new AtomicInteger();

    Moment(Natives natives, EntityCodec codec) {
        this.natives = natives;
        this.codec = codec;
        this.snapshot = natives.db.getSnapshot();
        this.reading = new ReadOptions().setSnapshot(snapshot);
    }

    /** False when it is freed already. */
    boolean join() {
        int before = users.get();
        while (before > 0 && !users.compareAndSet(before, before + 1)) {
            before = users.get();
        }
        return before > 0;
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            reading.close();
            natives.db.releaseSnapshot(snapshot);
            snapshot.close();
        }
    }

    byte @Nullable [] get(String key) {
        try {
            return natives.db.get(natives.rows, reading, StoreKeys.bytes(key));
        } catch (RocksDBException e) {
            throw new CorruptStore("a read failed", e);
        }
    }

    <E extends Entity> @Nullable E find(Table<E> table, String key) {
        Entity known = decoded.get(key);
        if (known != null) {
            return table.type().cast(known);
        }
        byte[] value = get(key);
        if (value == null) {
            return null;
        }
        E entity = codec.decode(table, value);
        if (value.length <= MOST_REMEMBERED_BYTES && decoded.size() < REMEMBERED) {
            decoded.put(key, entity);
        }
        return entity;
    }

    /** Decoding a row takes longer than walking to it. */
    @Override
    public <E extends Entity> E entity(Table<E> table, RocksIterator row) {
        String key = new String(row.key(), StandardCharsets.UTF_8);
        Entity known = scanned.get(key);
        if (known != null) {
            return table.type().cast(known);
        }
        byte[] value = row.value();
        E entity = codec.decode(table, value);
        if (scannedBytes.get() < SCANNED) {
            scannedBytes.addAndGet(value.length);
            scanned.put(key, entity);
        }
        return entity;
    }
}
