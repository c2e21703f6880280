package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * One reader's use of the store at one moment: between two batches, never within one. Used by one
 * thread and closed by it; views and iterators end with it. While one is open the store can be
 * written but not closed.
 */
public final class StoreSnapshot implements AutoCloseable {

    private final RocksStore store;
    private final Natives natives;
    private final Moment moment;
    private final EntityCodec codec;
    private @Nullable List<TableRows> opened;
    private @Nullable List<RememberedScan<?>> scans;

    /**
     * The caller holds the store's lock for reading and has joined the moment; {@link #close} gives
     * both back.
     */
    StoreSnapshot(RocksStore store, Natives natives, Moment moment, EntityCodec codec) {
        this.codec = codec;
        this.store = store;
        this.natives = natives;
        this.moment = moment;
    }

    /** The account as of this moment; empty, at revision 0, when the log does not know it. */
    public RocksAccountView account(AccountId account) {
        return new RocksAccountView(this, account);
    }

    long revision(AccountId account) {
        return moment.revision(account);
    }

    <E extends Entity> @Nullable E find(AccountId account, Table<E> table, String key) {
        return moment.find(table, StoreKeys.entity(account, table, key));
    }

    <E extends Entity> Iterator<E> scan(
            AccountId account, Table<E> table, String prefix, String after) {
        ScannedRows.Run known =
                moment.scanned.from(account, table, ScannedRows.start(prefix, after));
        var scan = new RememberedScan<>(this, account, table, prefix, after, known);
        if (!known.whole()) {
            mayReadOn(scan);
        }
        return scan;
    }

    private void mayReadOn(RememberedScan<?> scan) {
        if (scans == null) {
            scans = new ArrayList<>(2);
        }
        scans.add(scan);
    }

    /** Reads in RocksDB. */
    <E extends Entity> RowScan<E> stored(
            AccountId account,
            Table<E> table,
            String prefix,
            String after,
            RowScan.Decoding decoding) {
        return new RowScan<>(rows(account, table), decoding, table, prefix, after);
    }

    <E extends Entity> E decode(Table<E> table, byte[] value) {
        return codec.decode(table, value);
    }

    private TableRows rows(AccountId account, Table<?> table) {
        List<TableRows> known = opened;
        if (known == null) {
            known = new ArrayList<>(2);
            opened = known;
        }
        for (TableRows rows : known) {
            if (rows.take(account, table)) {
                return rows;
            }
        }
        var rows = new TableRows(natives, moment.snapshot, account, table);
        known.add(rows);
        rows.take(account, table);
        return rows;
    }

    int count(AccountId account, Table<?> table) {
        try (var rows = stored(account, table, "", "", codec)) {
            return rows.count();
        }
    }

    @Override
    public void close() {
        if (scans != null) {
            scans.forEach(scan -> scan.leaveTo(moment.scanned));
        }
        if (opened != null) {
            opened.forEach(TableRows::close);
        }
        moment.leave();
        store.released();
    }
}
