package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A scan that takes what an earlier one from the same start has read at this moment, and reads on
 * in RocksDB only behind it. What it has read itself it leaves to later ones.
 */
final class RememberedScan<E extends Entity> implements Iterator<E>, RowScan.Decoding {

    private final StoreSnapshot snapshot;
    private final AccountId account;
    private final Table<E> table;
    private final String prefix;
    private final String after;
    private final ScannedRows.Run known;
    private int taken;
    private @Nullable RowScan<E> rest;
    private boolean ended;

    /** Null before there are any, and when there are too many. */
    private @Nullable List<Entity> read;

    private long weight;

    RememberedScan(
            StoreSnapshot snapshot,
            AccountId account,
            Table<E> table,
            String prefix,
            String after,
            ScannedRows.Run known) {
        this.snapshot = snapshot;
        this.account = account;
        this.table = table;
        this.prefix = prefix;
        this.after = after;
        this.known = known;
        this.weight = Math.max(known.weight(), ScannedRows.OVERHEAD);
        this.ended = known.whole();
    }

    @Override
    public boolean hasNext() {
        if (taken < known.rows().size()) {
            return true;
        }
        if (ended) {
            return false;
        }
        ended = !rest().hasNext();
        return !ended;
    }

    private RowScan<E> rest() {
        RowScan<E> opened = rest;
        if (opened == null) {
            String from = known.rows().isEmpty() ? after : known.rows().getLast().key();
            opened = snapshot.stored(account, table, prefix, from, this);
            rest = opened;
            read = new ArrayList<>();
        }
        return opened;
    }

    @Override
    public E next() {
        if (taken < known.rows().size()) {
            return table.type().cast(known.rows().get(taken++));
        }
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        E entity = rest().next();
        if (weight > ScannedRows.LONGEST) {
            read = null;
        } else if (read != null) {
            read.add(entity);
        }
        return entity;
    }

    @Override
    public <R extends Entity> R entity(Table<R> of, RocksIterator row) {
        byte[] value = row.value();
        weight += value.length + ScannedRows.OVERHEAD;
        return snapshot.decode(of, value);
    }

    /** To be called once, when nobody reads on. */
    void leaveTo(ScannedRows later) {
        List<Entity> more = read;
        if (more == null) {
            return;
        }
        var rows = new ArrayList<Entity>(known.rows().size() + more.size());
        rows.addAll(known.rows());
        rows.addAll(more);
        later.add(
                account,
                table,
                ScannedRows.start(prefix, after),
                new ScannedRows.Run(rows, ended, weight));
    }
}
