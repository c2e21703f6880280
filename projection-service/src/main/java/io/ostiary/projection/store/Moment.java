package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The store between two batches, shared by all who read it then. What is looked up once is
 * remembered for as long as the moment lasts, and what scans have read until it changes, so that
 * nothing remembered can be older than the lease that a reader has checked. Freed when the store
 * has moved on and the last reader has closed.
 */
final class Moment {

    /** Longer ones, such as reports and certificate chains, are decoded each time. */
    private static final int MOST_REMEMBERED_BYTES = 32 << 10;

    /**
     * A bound on memory, in bytes of encoded rows; apart from that of scans, so that a long list
     * leaves room for what is looked up.
     */
    private static final int REMEMBERED = 4 << 20;

    private final Natives natives;
    private final EntityCodec codec;
    private final ReadOptions reading;
    final Snapshot snapshot;

    /** One is the store's own. */
    private final AtomicInteger users = new AtomicInteger(1);

    private final ConcurrentHashMap<String, Looked> decoded = new ConcurrentHashMap<>();
    private final AtomicInteger decodedBytes = new AtomicInteger();
    final ScannedRows scanned;

    /**
     * What a look was worth: most roles were never used, and that need not be asked again either.
     *
     * @param entity null when there is no such row
     */
    private record Looked(@Nullable Entity entity) {}

    /**
     * @param scanned earlier, and still as it is now
     */
    Moment(Natives natives, EntityCodec codec, ScannedRows scanned) {
        this.natives = natives;
        this.scanned = scanned;
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

    long revision(AccountId account) {
        return StoreKeys.revision(get(StoreKeys.revision(account)));
    }

    private byte @Nullable [] get(String key) {
        try {
            return natives.db.get(natives.rows, reading, StoreKeys.bytes(key));
        } catch (RocksDBException e) {
            throw new CorruptStore("a read failed", e);
        }
    }

    <E extends Entity> @Nullable E find(Table<E> table, String key) {
        Looked known = decoded.get(key);
        if (known != null) {
            Entity entity = known.entity();
            return entity == null ? null : table.type().cast(entity);
        }
        byte[] value = get(key);
        E entity = value == null ? null : codec.decode(table, value);
        int length = value == null ? 0 : value.length;
        if (length <= MOST_REMEMBERED_BYTES && decodedBytes.get() < REMEMBERED) {
            decodedBytes.addAndGet(length + ScannedRows.OVERHEAD);
            decoded.put(key, new Looked(entity));
        }
        return entity;
    }
}
