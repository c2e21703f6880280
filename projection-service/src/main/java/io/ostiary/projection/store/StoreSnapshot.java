package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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
    private @Nullable List<TableRows> opened;

    /**
     * The caller holds the store's lock for reading and has joined the moment; {@link #close} gives
     * both back.
     */
    StoreSnapshot(RocksStore store, Natives natives, Moment moment) {
        this.store = store;
        this.natives = natives;
        this.moment = moment;
    }

    /** The account as of this moment; empty, at revision 0, when the log does not know it. */
    public RocksAccountView account(AccountId account) {
        return new RocksAccountView(this, account);
    }

    long revision(AccountId account) {
        return StoreKeys.revision(moment.get(StoreKeys.revision(account)));
    }

    <E extends Entity> @Nullable E find(AccountId account, Table<E> table, String key) {
        return moment.find(table, StoreKeys.entity(account, table, key));
    }

    <E extends Entity> RowScan<E> scan(
            AccountId account, Table<E> table, String prefix, String after) {
        return new RowScan<>(rows(account, table), moment, table, prefix, after);
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
        try (var rows = scan(account, table, "", "")) {
            return rows.count();
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.forEach(TableRows::close);
        }
        moment.leave();
        store.released();
    }
}
