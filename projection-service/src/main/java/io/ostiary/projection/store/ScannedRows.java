package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What scans have read at a moment, decoded: who lists the same again need not walk through RocksDB
 * and decode, which is most of the work. Belongs to one moment; the next one takes over the tables
 * in which nothing was changed, so a busy account does not cost the others their pages.
 */
final class ScannedRows {

    /** What a row or a run costs beyond the encoded bytes, roughly. */
    static final int OVERHEAD = 200;

    /** Of accounts; each moment goes through them once. */
    private static final int MOST_TABLES = 256;

    /** In bytes of encoded rows; decoded ones take twice or three times as much. */
    private static final long CAPACITY =
            Math.clamp(Runtime.getRuntime().maxMemory() / 64, 4L << 20, 32L << 20);

    /** The longest run that is kept; who reads more reads a whole account, and not every second. */
    static final long LONGEST = 2L << 20;

    /**
     * Rows that follow each other, from where a scan began; none when nothing is known.
     *
     * @param whole when there are no more of them
     * @param weight in bytes of encoded rows
     */
    record Run(List<Entity> rows, boolean whole, long weight) {
        static final Run NONE = new Run(List.of(), false, 0);
    }

    /** The runs of one table, by where they begin. */
    private static final class TableRuns {
        final ConcurrentHashMap<String, Run> byStart = new ConcurrentHashMap<>();
        final AtomicLong weight = new AtomicLong();

        /** Keeps the longer one; tells how much more is kept now. */
        synchronized long add(String start, Run run) {
            Run old = byStart.getOrDefault(start, Run.NONE);
            if (old.weight() > run.weight()) {
                return 0;
            }
            byStart.put(start, run);
            weight.addAndGet(run.weight() - old.weight());
            return run.weight() - old.weight();
        }
    }

    private final ConcurrentHashMap<String, TableRuns> tables = new ConcurrentHashMap<>();
    private final AtomicLong weight = new AtomicLong();

    /**
     * For a later moment.
     *
     * @param changed tables, as {@link StoreKeys#table} names them
     */
    ScannedRows without(Set<String> changed) {
        var rest = new ScannedRows();
        tables.forEach(
                (name, runs) -> {
                    if (!changed.contains(name)) {
                        rest.tables.put(name, runs);
                        rest.weight.addAndGet(runs.weight.get());
                    }
                });
        return rest;
    }

    Run from(AccountId account, Table<?> table, String start) {
        TableRuns runs = tables.get(StoreKeys.table(account, table));
        return runs == null ? Run.NONE : runs.byStart.getOrDefault(start, Run.NONE);
    }

    void add(AccountId account, Table<?> table, String start, Run run) {
        if (weight.get() > CAPACITY || tables.size() > MOST_TABLES) {
            // Begun anew rather than ordered by use: what is asked for again is soon there again.
            tables.clear();
            weight.set(0);
        }
        TableRuns runs =
                tables.computeIfAbsent(StoreKeys.table(account, table), _ -> new TableRuns());
        weight.addAndGet(runs.add(start, run));
    }

    /** Where a scan begins, as one text; no key holds a zero. */
    static String start(String prefix, String after) {
        return prefix.isEmpty() && after.isEmpty() ? "" : prefix + '\0' + after;
    }
}
