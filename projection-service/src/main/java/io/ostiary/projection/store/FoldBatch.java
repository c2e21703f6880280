package io.ostiary.projection.store;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.reader.Batch;
import io.ostiary.state.apply.Appliers;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.OutOfSequence;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events on their way into the store: each sees what the ones before it changed, nobody else does
 * until {@link #commit}. A row that changes often is encoded and written once a batch.
 */
public final class FoldBatch implements AutoCloseable {

    private static final int EXPECTED_BYTES = 1 << 16;

    private final RocksStore store;
    private final Natives natives;
    private final EntityCodec codec;
    private final HotRows hot;
    private final @Nullable WrittenKeys written;

    /** What the batch changed, by key; a row without an entity is deleted. */
    private final Map<String, HotRows.Row> changed = new HashMap<>();

    private final Map<AccountId, View> accounts = new HashMap<>();

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
     * @throws OutOfSequence when it is not the account's next event
     * @throws io.ostiary.state.view.Defect when the account cannot have led to it
     */
    public void apply(EventEnvelope event) {
        AccountId account = event.account();
        View view = view(account);
        if (event.revision() != view.revision + 1) {
            throw new OutOfSequence(account, view.revision + 1, event.revision());
        }
        Changes changes = Appliers.changes(view, event);
        for (Changes.Change change : changes.list()) {
            switch (change) {
                case Changes.Change.Put(Entity entity) ->
                        changed.put(StoreKeys.entity(account, entity), new HotRows.Row(entity, 0));
                case Changes.Change.Delete(Table<? extends Entity> table, String key) ->
                        changed.put(
                                StoreKeys.entity(account, table, key), new HotRows.Row(null, 0));
            }
        }
        view.revision = event.revision();
    }

    /** The account as the next event will find it. */
    View view(AccountId account) {
        return accounts.computeIfAbsent(account, View::new);
    }

    /**
     * Makes rows, refusals and mark visible at once.
     *
     * @param folded whose events were applied
     * @throws CorruptStore when they could not be written; then nothing is
     */
    public void commit(Batch folded) {
        boolean committed = false;
        try (var batch = new WriteBatch(EXPECTED_BYTES)) {
            // In the order of the keys: next to each other is where the memtable puts them fastest.
            var rows = new ArrayList<>(changed.entrySet());
            rows.sort(Map.Entry.comparingByKey());
            for (var entry : rows) {
                byte[] key = StoreKeys.bytes(entry.getKey());
                Entity entity = entry.getValue().entity();
                byte[] value = entity == null ? null : codec.encode(entity);
                if (value == null) {
                    batch.delete(natives.rows, key);
                } else {
                    batch.put(natives.rows, key, value);
                    if (written != null) {
                        written.add(entry.getKey());
                    }
                }
                hot.put(entry.getKey(), entity, value == null ? 0 : value.length);
            }
            var revisions = new HashMap<AccountId, Long>();
            for (View account : accounts.values()) {
                revisions.put(account.id, account.revision);
                if (account.revision > 0) {
                    batch.put(
                            natives.rows,
                            StoreKeys.bytes(StoreKeys.revision(account.id)),
                            Long.toString(account.revision).getBytes(StandardCharsets.US_ASCII));
                }
            }
            store.write(batch, revisions, folded);
            committed = true;
        } catch (RocksDBException e) {
            throw new CorruptStore("a batch could not be made", e);
        } finally {
            if (!committed) {
                // It may hold rows that the store does not.
                hot.clear();
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

    private <E extends Entity> @Nullable E find(AccountId account, Table<E> table, String name) {
        String key = StoreKeys.entity(account, table, name);
        HotRows.Row row = changed.get(key);
        if (row == null) {
            row = hot.get(key);
        }
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

    /** An account with the changes of this batch so far. */
    final class View implements AccountView {

        private final AccountId id;
        private long revision;

        private View(AccountId id) {
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
        public <E extends Entity> @Nullable E find(Table<E> table, String key) {
            return FoldBatch.this.find(id, table, key);
        }

        /** Copies what it finds: appliers look things up, hardly any scans. */
        @Override
        public <E extends Entity> Iterable<E> scan(Table<E> table, String prefix, String after) {
            var found = new TreeMap<String, E>();
            try (var rows = new RowScan<>(natives, null, codec, id, table, prefix, after)) {
                rows.forEachRemaining(entity -> found.put(entity.key(), entity));
            }
            String from = StoreKeys.entity(id, table, prefix);
            String beyond = StoreKeys.entity(id, table, after);
            changed.forEach(
                    (key, row) -> {
                        if (key.startsWith(from)
                                && (after.isEmpty() || key.compareTo(beyond) > 0)) {
                            String name = key.substring(AccountId.LENGTH + 1);
                            Entity entity = row.entity();
                            if (entity == null) {
                                found.remove(name);
                            } else {
                                found.put(name, table.type().cast(entity));
                            }
                        }
                    });
            return found.values();
        }
    }
}
