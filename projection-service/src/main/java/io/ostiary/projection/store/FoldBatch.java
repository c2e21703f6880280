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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Events on their way into the store: each sees what the ones before it changed, nobody else does
 * until {@link #commit}.
 */
public final class FoldBatch implements AutoCloseable {

    private static final int EXPECTED_BYTES = 1 << 16;

    /** So many events, or fewer, come to a fold that keeps up with the writer. */
    private static final int SHORT = 256;

    private final RocksStore store;
    private final Natives natives;
    private final EntityCodec codec;
    private final HotRows hot;
    private final @Nullable WrittenKeys written;

    private final Map<AccountId, AccountOverlay> accounts = new HashMap<>();
    private final Map<String, Entity> kept = new HashMap<>();

    /** Tables, as {@link StoreKeys#table} names them. */
    private final Set<String> changed = new HashSet<>();

    /** The caller holds the store's lock for reading; {@link #close} gives it back. */
    FoldBatch(
            RocksStore store,
            Natives natives,
            EntityCodec codec,
            HotRows hot,
            @Nullable WrittenKeys written) {
        this.store = store;
        this.natives = natives;
        this.codec = codec;
        this.hot = hot;
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

    /**
     * Keeps a row that no event carries but this reader makes: not one that events are applied to.
     */
    public void keep(AccountId account, Entity made) {
        changed.add(StoreKeys.table(account, made.table()));
        kept.put(StoreKeys.entity(account, made.table(), made.key()), made);
    }

    /** The account as the next event will find it. */
    public AccountView view(AccountId id) {
        return account(id);
    }

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
        boolean committed = false;
        // A batch of a long log puts more there than the next one finds, and it costs as much.
        boolean isShort = folded.events().size() <= SHORT;
        try (var batch = new WriteBatch(EXPECTED_BYTES)) {
            var revisions = new HashMap<AccountId, Long>();
            for (AccountOverlay account : accounts.values()) {
                revisions.put(account.id(), account.revision());
                // A table's rows in the order of their keys: the memtable is fastest so.
                for (AccountOverlay.Row row : account.changedRows()) {
                    changed.add(StoreKeys.table(account.id(), row.table()));
                    put(batch, account.id(), row, isShort);
                }
                if (account.revision() > 0) {
                    batch.put(
                            natives.rows,
                            StoreKeys.bytes(StoreKeys.revision(account.id())),
                            StoreKeys.revision(account.revision()));
                }
            }
            for (Map.Entry<String, Entity> row : kept.entrySet()) {
                batch.put(
                        natives.rows, StoreKeys.bytes(row.getKey()), codec.encode(row.getValue()));
            }
            store.write(batch, revisions, changed, folded);
            committed = true;
        } catch (RocksDBException e) {
            throw new CorruptStore("a batch could not be made", e);
        } finally {
            if (!committed || !isShort) {
                // It would hold rows that the store does not, or not any more.
                hot.clear();
            }
        }
    }

    private void put(
            WriteBatch batch, AccountId account, AccountOverlay.Row row, boolean remembered)
            throws RocksDBException {
        String key = StoreKeys.entity(account, row.table(), row.key());
        Entity entity = row.entity();
        int length = 0;
        if (entity == null) {
            batch.delete(natives.rows, StoreKeys.bytes(key));
        } else {
            byte[] value = codec.encode(entity);
            length = value.length;
            batch.put(natives.rows, StoreKeys.bytes(key), value);
            if (written != null) {
                written.add(key);
            }
        }
        if (remembered) {
            hot.put(key, entity, length);
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
            HotRows.Row row = hot.get(key);
            if (row == null) {
                return stored(table, key);
            }
            Entity entity = row.entity();
            return entity == null ? null : table.type().cast(entity);
        }

        private <E extends Entity> @Nullable E stored(Table<E> table, String key) {
            if (written != null && !written.mayHold(key)) {
                return null;
            }
            byte[] value = get(key);
            E entity = value == null ? null : codec.decode(table, value);
            hot.put(key, entity, value == null ? 0 : value.length);
            return entity;
        }

        @Override
        public int count(Table<?> table) {
            try (var rows = new TableRows(natives, null, id, table)) {
                return new RowScan<>(rows, codec, table, "", "").count();
            }
        }

        @Override
        public <E extends Entity> Iterable<E> scan(Table<E> table, String prefix, String after) {
            var all = new ArrayList<E>();
            try (var rows = new TableRows(natives, null, id, table)) {
                new RowScan<>(rows, codec, table, prefix, after).forEachRemaining(all::add);
            }
            return all;
        }
    }
}
