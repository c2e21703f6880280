package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Walks the rows of one table of one account in key order. RocksDB itself ends it at the prefix's
 * upper bound, so no row of another table or account is ever read.
 */
final class RowScan<E extends Entity> implements Iterator<E>, AutoCloseable {

    private final EntityCodec codec;
    private final Table<E> table;
    private final Slice bound;
    private final ReadOptions reading;
    private final RocksIterator rows;
    private boolean closed;

    RowScan(
            Natives natives,
            @Nullable Snapshot snapshot,
            EntityCodec codec,
            AccountId account,
            Table<E> table,
            String prefix,
            String after) {
        this.codec = codec;
        this.table = table;
        byte[] from = StoreKeys.bytes(StoreKeys.entity(account, table, prefix));
        byte[] position = StoreKeys.bytes(StoreKeys.entity(account, table, after));
        this.bound = new Slice(StoreKeys.above(from));
        this.reading = new ReadOptions().setIterateUpperBound(bound);
        if (snapshot != null) {
            reading.setSnapshot(snapshot);
        }
        this.rows = natives.db.newIterator(natives.rows, reading);
        if (after.isEmpty() || Arrays.compareUnsigned(position, from) < 0) {
            rows.seek(from);
        } else {
            rows.seek(position);
            if (rows.isValid() && Arrays.equals(rows.key(), position)) {
                rows.next();
            }
        }
    }

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        if (rows.isValid()) {
            return true;
        }
        try {
            // An iterator that failed also says that it is not valid.
            rows.status();
        } catch (RocksDBException e) {
            throw new CorruptStore("an iteration failed", e);
        } finally {
            close();
        }
        return false;
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        E entity = codec.decode(table, rows.value());
        rows.next();
        return entity;
    }

    /** How many are left; reads none of them. */
    int count() {
        int count = 0;
        while (hasNext()) {
            count++;
            rows.next();
        }
        return count;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            rows.close();
            reading.close();
            bound.close();
        }
    }
}
