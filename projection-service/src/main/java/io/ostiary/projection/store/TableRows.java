package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * RocksDB's iterator over one table of one account; RocksDB itself ends it at the table's upper
 * bound, so no row of another table or account is ever read. To make one costs as much as to read a
 * dozen rows, so scans that follow each other share one.
 */
final class TableRows implements AutoCloseable {

    private final AccountId account;
    private final Table<?> table;
    private final Slice bound;
    private final ReadOptions reading;
    final RocksIterator rows;
    private boolean taken;

    /**
     * @param snapshot null for what is there when it is made
     */
    TableRows(Natives natives, @Nullable Snapshot snapshot, AccountId account, Table<?> table) {
        this.account = account;
        this.table = table;
        this.bound = new Slice(StoreKeys.above(key("")));
        this.reading = new ReadOptions().setIterateUpperBound(bound);
        if (snapshot != null) {
            reading.setSnapshot(snapshot);
        }
        this.rows = natives.db.newIterator(natives.rows, reading);
    }

    byte[] key(String key) {
        return StoreKeys.bytes(StoreKeys.entity(account, table, key));
    }

    /** True when it is this table's and no scan uses it; then it is the caller's until released. */
    boolean take(AccountId wantedAccount, Table<?> wantedTable) {
        if (taken || table != wantedTable || !account.equals(wantedAccount)) {
            return false;
        }
        taken = true;
        return true;
    }

    void release() {
        taken = false;
    }

    @Override
    public void close() {
        rows.close();
        reading.close();
        bound.close();
    }
}
