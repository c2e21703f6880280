package io.ostiary.state.view;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.apply.Appliers;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An account with some events on top that the account below does not know yet. Readers of a log
 * fold a batch into one of these and store what it comes to: a row that changes often is stored
 * once, and what was made a moment ago is found without a search below. One thread's.
 */
public final class AccountOverlay implements AccountView {

    /**
     * What became of a row.
     *
     * @param entity null when it was deleted
     */
    public record Row(Table<?> table, String key, @Nullable Entity entity) {}

    private final AccountView below;
    private final List<Map<String, @Nullable Entity>> changed =
            new ArrayList<>(Collections.nCopies(Table.ALL.size(), Map.of()));
    private long revision;

    public AccountOverlay(AccountView below) {
        this.below = below;
        this.revision = below.revision();
    }

    /**
     * Changes everything that the event changes, or throws and changes nothing.
     *
     * @throws OutOfSequence when it is not the account's next event
     * @throws Defect when it is another account's, or cannot be after what was before
     */
    public void apply(EventEnvelope event) {
        Changes changes = Appliers.changesOfNext(this, event);
        for (Changes.Change change : changes.list()) {
            switch (change) {
                case Changes.Change.Put(Entity entity) ->
                        rows(entity.table()).put(entity.key(), entity);
                case Changes.Change.Delete(Table<? extends Entity> table, String key) ->
                        rows(table).put(key, null);
            }
        }
        revision = event.revision();
    }

    /** The revision of the account below. */
    long begun() {
        return below.revision();
    }

    private Map<String, @Nullable Entity> rows(Table<?> table) {
        Map<String, @Nullable Entity> rows = changed.get(table.index());
        if (rows.isEmpty()) {
            rows = new HashMap<>();
            changed.set(table.index(), rows);
        }
        return rows;
    }

    /** Every row that changed, in the order of tables and keys. */
    public List<Row> changedRows() {
        var all = new ArrayList<Row>();
        for (Table<?> table : Table.ALL) {
            Map<String, @Nullable Entity> rows = changed.get(table.index());
            if (!rows.isEmpty()) {
                var keys = new ArrayList<>(rows.keySet());
                Collections.sort(keys);
                keys.forEach(key -> all.add(new Row(table, key, rows.get(key))));
            }
        }
        return all;
    }

    @Override
    public AccountId id() {
        return below.id();
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public <E extends Entity> @Nullable E find(Table<E> table, String key) {
        Map<String, @Nullable Entity> rows = changed.get(table.index());
        Entity entity = rows.get(key);
        if (entity == null && !rows.containsKey(key)) {
            return below.find(table, key);
        }
        return table.type().cast(entity);
    }

    @Override
    public int count(Table<?> table) {
        int count = below.count(table);
        for (Map.Entry<String, @Nullable Entity> row : changed.get(table.index()).entrySet()) {
            boolean was = below.find(table, row.getKey()) != null;
            boolean is = row.getValue() != null;
            count += is == was ? 0 : is ? 1 : -1;
        }
        return count;
    }

    /**
     * Copies what it finds where the table has changed: appliers look things up, and none scans but
     * that of a password policy, which is seldom set.
     */
    @Override
    public <E extends Entity> Iterable<E> scan(Table<E> table, String prefix, String after) {
        Map<String, @Nullable Entity> rows = changed.get(table.index());
        Iterable<E> found = below.scan(table, prefix, after);
        if (rows.isEmpty()) {
            return found;
        }
        var merged = new TreeMap<String, E>();
        found.forEach(entity -> merged.put(entity.key(), entity));
        rows.forEach(
                (key, entity) -> {
                    if (entity == null) {
                        merged.remove(key);
                    } else if (key.startsWith(prefix) && key.compareTo(after) > 0) {
                        merged.put(key, table.type().cast(entity));
                    }
                });
        return merged.values();
    }
}
