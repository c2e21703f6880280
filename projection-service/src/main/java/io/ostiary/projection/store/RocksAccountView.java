package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

/** One account in a {@link StoreSnapshot}; valid for as long as that is open. */
public final class RocksAccountView implements AccountView {

    private final StoreSnapshot snapshot;
    private final AccountId id;

    RocksAccountView(StoreSnapshot snapshot, AccountId id) {
        this.snapshot = snapshot;
        this.id = id;
    }

    @Override
    public AccountId id() {
        return id;
    }

    /** Read when asked: no query needs it. */
    @Override
    public long revision() {
        return snapshot.revision(id);
    }

    @Override
    public <E extends Entity> @Nullable E find(Table<E> table, String key) {
        return snapshot.find(id, table, key);
    }

    /** Walks the keys; no row is decoded. */
    @Override
    public int count(Table<?> table) {
        return snapshot.count(id, table);
    }

    @Override
    public <E extends Entity> Iterable<E> scan(Table<E> table, String prefix, String after) {
        return () -> snapshot.scan(id, table, prefix, after);
    }
}
