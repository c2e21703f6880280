package io.ostiary.projection.store;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.reader.Batch;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountOverlay;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * Events on their way into the store: each sees what the ones before it changed, nobody else does
 * until {@link #commit}.
 */
public final class FoldBatch implements AutoCloseable {

    private static final int EXPECTED_BYTES = 1 << 16;

    private final RocksStore store;
    private final Natives natives;
    private final EntityCodec codec;
    private final @Nullable WrittenKeys written;

    private final Map<AccountId, AccountOverlay> accounts = new HashMap<>();

    /** The caller holds the store's lock for reading; {@link #close} gives it back. */
    FoldBatch(RocksStore store, Natives natives, EntityCodec codec, @Nullable WrittenKeys written) {
        this.store = store;
        this.natives = natives;
        this.codec = codec;
        this.written = written;
    }

    /**
     * Changes everything that the event changes, or throws and changes nothing.
     *
     * @throws io.ostiary.state.view.OutOfSequence when it is not the account's next event
     * @throws io.ostiary.state.view.Defect when the account cannot have led to it
     */
    public void apply(EventEnvelope event) {
        account(event.account()).apply(event);
    }

    /** The account as the next event will find it. */
    AccountOverlay account(AccountId id) {
        return accounts.computeIfAbsent(id, found -> new AccountOverlay(new Stored(found)));
    }

    /**
     * Makes rows, refusals and mark visible at once.
     *
     * @param folded whose events were applied
     * @throws CorruptStore when they could not be written; then nothing is
     */
    public void commit(Batch folded) {
        try (var batch = new WriteBatch(EXPECTED_BYTES)) {
            var revisions = new HashMap<AccountId, Long>();
            for (AccountOverlay account : accounts.values()) {
                revisions.put(account.id(), account.revision());
                // In the order of keys: next to each other is where the memtable puts them fastest.
                for (AccountOverlay.Row row : account.changedRows()) {
                    put(batch, account.id(), row);
                }
                if (account.revision() > 0) {
                    batch.put(
                            natives.rows,
                            StoreKeys.bytes(StoreKeys.revision(account.id())),
                            StoreKeys.revision(account.revision()));
                }
            }
            store.write(batch, revisions, folded);
        } catch (RocksDBException e) {
            throw new CorruptStore("a batch could not be made", e);
        }
    }

    private void put(WriteBatch batch, AccountId account, AccountOverlay.Row row)
            throws RocksDBException {
        String key = StoreKeys.entity(account, row.table(), row.key());
        Entity entity = row.entity();
        if (entity == null) {
            batch.delete(natives.rows, StoreKeys.bytes(key));
        } else {
            batch.put(natives.rows, StoreKeys.bytes(key), codec.encode(entity));
            if (written != null) {
                written.add(key);
            }
        }
    }

    /** Drops what was not committed. */
    @Override
    public void close() {
        store.released();
    }

    private byte @Nullable [] get(String key) {
        try {
            return natives.db.get(natives.rows, StoreKeys.bytes(key));
        } catch (RocksDBException e) {
            throw new CorruptStore("a read failed", e);
        }
    }

    /** An account as it was before the batch. */
    private final class Stored implements AccountView {

        private final AccountId id;
        private final long revision;

        /** Many events of a batch may be about one thing, as those of a group's members are. */
        private final Map<String, Entity> found = new HashMap<>();

        Stored(AccountId id) {
            this.id = id;
            this.revision = StoreKeys.revision(get(StoreKeys.revision(id)));
        }

        @Override
        public AccountId id() {
            return id;
        }

        @Override
        public long revision() {
            return revision;
        }

        @Override
        public <E extends Entity> @Nullable E find(Table<E> table, String name) {
            String key = StoreKeys.entity(id, table, name);
            if (written != null && !written.mayHold(key)) {
                return null;
            }
            Entity known = found.get(key);
            if (known == null) {
                byte[] value = get(key);
                if (value == null) {
                    return null;
                }
                known = codec.decode(table, value);
                found.put(key, known);
            }
            return table.type().cast(known);
        }

        @Override
        public <E extends Entity> Iterable<E> scan(Table<E> table, String prefix, String after) {
            var all = new ArrayList<E>();
            try (var rows = new RowScan<>(natives, null, codec, id, table, prefix, after)) {
                rows.forEachRemaining(all::add);
            }
            return all;
        }
    }
}
