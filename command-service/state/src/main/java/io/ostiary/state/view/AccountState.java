package io.ostiary.state.view;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.apply.Appliers;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * An account in memory, as a persistent value: an event gives a new one that shares all but a few
 * nodes with the old. Writer and engine hold these; dropping one undoes what it added.
 */
public final class AccountState implements AccountView {

    private final AccountId id;
    private final long revision;

    /** By {@link Table#index}; written only while the state is made. */
    private final List<TreePMap<String, Entity>> tables;

    private AccountState(AccountId id, long revision, List<TreePMap<String, Entity>> tables) {
        this.id = id;
        this.revision = revision;
        this.tables = tables;
    }

    public static AccountState empty(AccountId id) {
        return new AccountState(id, 0, Collections.nCopies(Table.ALL.size(), TreePMap.empty()));
    }

    /**
     * The account after one more event.
     *
     * @throws OutOfSequence when the event is not the next one
     * @throws Defect when it is another account's, or cannot be after what was before
     */
    public AccountState after(EventEnvelope event) {
        return with(Appliers.changesOfNext(this, event), event.revision());
    }

    /**
     * The account with all that an overlay on it changed.
     *
     * @throws Defect when it lies on another account, or on another revision of this one
     */
    public AccountState after(AccountOverlay overlay) {
        if (!overlay.id().equals(id) || overlay.begun() != revision) {
            throw new Defect("an overlay on " + overlay.id() + " in " + id);
        }
        var changed = new ArrayList<>(tables);
        for (AccountOverlay.Row row : overlay.changedRows()) {
            int table = row.table().index();
            TreePMap<String, Entity> rows = changed.get(table);
            Entity entity = row.entity();
            changed.set(
                    table, entity == null ? rows.minus(row.key()) : rows.plus(row.key(), entity));
        }
        return new AccountState(id, overlay.revision(), changed);
    }

    private AccountState with(Changes changes, long newRevision) {
        var changed = new ArrayList<>(tables);
        for (Changes.Change change : changes.list()) {
            switch (change) {
                case Changes.Change.Put(Entity entity) -> {
                    int table = entity.table().index();
                    changed.set(table, changed.get(table).plus(entity.key(), entity));
                }
                case Changes.Change.Delete(Table<? extends Entity> table, String key) ->
                        changed.set(table.index(), changed.get(table.index()).minus(key));
            }
        }
        return new AccountState(id, newRevision, changed);
    }

    private TreePMap<String, Entity> rows(Table<?> table) {
        return tables.get(table.index());
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
        return table.type().cast(rows(table).get(key));
    }

    /** In constant time: for quotas. */
    @Override
    public int count(Table<?> table) {
        return rows(table).size();
    }

    @Override
    public <E extends Entity> Iterable<E> scan(Table<E> table, String prefix, String after) {
        var rows = rows(table);
        String from = after.compareTo(prefix) > 0 ? after : prefix;
        return () ->
                new Scan<>(
                        rows, table.type(), prefix, from, !after.isEmpty() && from.equals(after));
    }

    /** Every entity of every table, in table and key order: for comparing stores. */
    public Map<Table<?>, Map<String, Entity>> tables() {
        var filled = new LinkedHashMap<Table<?>, Map<String, Entity>>();
        for (Table<?> table : Table.ALL) {
            if (count(table) > 0) {
                filled.put(table, rows(table));
            }
        }
        return filled;
    }

    /** Walks by successor, so that a page costs what it holds. */
    private static final class Scan<E extends Entity> implements Iterator<E> {
        private final TreePMap<String, Entity> rows;
        private final Class<E> type;
        private final String prefix;
        private Map.@Nullable Entry<String, Entity> next;

        Scan(
                TreePMap<String, Entity> rows,
                Class<E> type,
                String prefix,
                String from,
                boolean exclusive) {
            this.rows = rows;
            this.type = type;
            this.prefix = prefix;
            this.next = within(exclusive ? rows.higherEntry(from) : rows.ceilingEntry(from));
        }

        private Map.@Nullable Entry<String, Entity> within(
                Map.@Nullable Entry<String, Entity> entry) {
            return entry != null && entry.getKey().startsWith(prefix) ? entry : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public E next() {
            var current = next;
            if (current == null) {
                throw new NoSuchElementException();
            }
            next = within(rows.higherEntry(current.getKey()));
            return type.cast(current.getValue());
        }
    }
}
