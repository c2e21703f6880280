package io.ostiary.projection.store;

import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Walks the rows of one table of one account, or those of a prefix, in key order. */
final class RowScan<E extends Entity> implements Iterator<E>, AutoCloseable {

    private final Decoding decoding;
    private final Table<E> table;
    private final TableRows shared;
    private final RocksIterator rows;

    /** Makes an entity of the row under the iterator. */
    interface Decoding {
        <E extends Entity> E entity(Table<E> table, RocksIterator row);
    }

    /** What keys must begin with; empty when the table's end is the end. */
    private final byte[] within;

    /** The row under the iterator is one of ours. */
    private boolean ready;

    private boolean closed;

    /**
     * @param shared of this table, and the scan's own until it is closed or at its end
     * @param after exclusive
     */
    RowScan(TableRows shared, Decoding decoding, Table<E> table, String prefix, String after) {
        this.shared = shared;
        this.rows = shared.rows;
        this.decoding = decoding;
        this.table = table;
        byte[] from = shared.key(prefix);
        byte[] position = shared.key(after);
        this.within = prefix.isEmpty() ? new byte[0] : from;
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
        if (ready || closed) {
            return ready;
        }
        if (rows.isValid()) {
            ready = isWithin();
        } else {
            checkStatus();
        }
        if (!ready) {
            close();
        }
        return ready;
    }

    private boolean isWithin() {
        if (within.length == 0) {
            return true;
        }
        byte[] key = rows.key();
        return key.length >= within.length
                && Arrays.equals(key, 0, within.length, within, 0, within.length);
    }

    /** An iterator that failed also says that it is not valid. */
    private void checkStatus() {
        try {
            rows.status();
        } catch (RocksDBException e) {
            close();
            throw new CorruptStore("an iteration failed", e);
        }
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        E entity = decoding.entity(table, rows);
        advance();
        return entity;
    }

    private void advance() {
        ready = false;
        rows.next();
    }

    /** How many are left; reads none of them. */
    int count() {
        int count = 0;
        while (hasNext()) {
            count++;
            advance();
        }
        return count;
    }

    /** Gives the iterator back. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            ready = false;
            shared.release();
        }
    }
}
