package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

import java.util.ArrayList;
import java.util.List;

/**
 * The store at one moment: between two batches, never within one. Used by one thread and closed by
 * it; views and iterators end with it. While one is open the store can be written but not closed.
 */
public final class StoreSnapshot implements AutoCloseable {

    private final RocksStore store;
    private final Natives natives;
    private final EntityCodec codec;
    private final Snapshot snapshot;
    private final ReadOptions reading;
    private final List<RowScan<?>> scans = new ArrayList<>(2);

    /** The caller holds the store's lock for reading; {@link #close} gives it back. */
    StoreSnapshot(RocksStore store, Natives natives, EntityCodec codec) {
        this.store = store;
        this.natives = natives;
        this.codec = codec;
        this.snapshot = natives.db.getSnapshot();
        this.reading = new ReadOptions().setSnapshot(snapshot);
    }

    /** The account as of this moment; empty, at revision 0, when the log does not know it. */
    public RocksAccountView account(AccountId account) {
        return new RocksAccountView(this, account);
    }

    long revision(AccountId account) {
        return StoreKeys.revision(get(StoreKeys.bytes(StoreKeys.revision(account))));
    }

    byte @Nullable [] get(byte[] key) {
        try {
            return natives.db.get(natives.rows, reading, key);
        } catch (RocksDBException e) {
            throw new CorruptStore("a read failed", e);
        }
    }

    <E extends Entity> @Nullable E find(AccountId account, Table<E> table, String key) {
        byte[] value = get(StoreKeys.bytes(StoreKeys.entity(account, table, key)));
        return value == null ? null : codec.decode(table, value);
    }

    <E extends Entity> RowScan<E> scan(
            AccountId account, Table<E> table, String prefix, String after) {
        var scan = new RowScan<>(natives, snapshot, codec, account, table, prefix, after);
        scans.add(scan);
        return scan;
    }

    @Override
    public void close() {
        scans.forEach(RowScan::close);
        reading.close();
        natives.db.releaseSnapshot(snapshot);
        snapshot.close();
        store.released();
    }
}
