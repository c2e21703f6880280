package io.ostiary.projection.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.projection.History;
import io.ostiary.projection.House;
import io.ostiary.projection.RandomHistory;
import io.ostiary.projection.store.Rows;
import io.ostiary.projection.store.StoreSnapshot;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A read model is exactly its log, however the log came in. */
final class SplitTest {

    private static final int SEEDS = 12;
    private static final int LENGTH = 400;

    @TempDir Path directory;

    @Test
    void everySplitOfAHistoryGivesTheSameStore() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            List<EventEnvelope> events = interleaved(random);
            List<String> whole;
            try (var house = new House(directory.resolve(seed + "-whole"))) {
                house.fold(events);
                whole = Rows.of(house.store());
            }
            for (int size : new int[] {1, 7, 0}) {
                try (var house = new House(directory.resolve(seed + "-" + size))) {
                    for (int from = 0; from < events.size(); ) {
                        int length = size == 0 ? anyLength(random) : size;
                        int to = Math.min(events.size(), from + length);
                        house.fold(events.subList(from, to));
                        from = to;
                    }
                    assertEquals(whole, Rows.of(house.store()), "seed " + seed + ", " + size);
                }
            }
        }
    }

    /** Now and then one that only a fold far behind gets: it keeps nothing decoded. */
    private static int anyLength(Random random) {
        return random.nextInt(5) == 0 ? 257 + random.nextInt(100) : 1 + random.nextInt(90);
    }

    @Test
    void theStoreHoldsWhatTheWriterHoldsInMemory() {
        for (int seed = 100; seed < 100 + SEEDS; seed++) {
            History history = RandomHistory.of("111111111111", LENGTH, new Random(seed));
            AccountState state = AccountState.empty(history.account());
            for (EventEnvelope event : history.events()) {
                state = state.after(event);
            }
            try (var house = House.of(directory.resolve("memory" + seed), history);
                    StoreSnapshot snapshot = house.store().snapshot()) {
                var view = snapshot.account(history.account());
                assertEquals(state.revision(), view.revision());
                for (Table<?> table : Table.ALL) {
                    if (table.equals(Table.CREDENTIAL_REPORT_TEXT)) {
                        continue; // the writer keeps none
                    }
                    var expected = new ArrayList<Object>();
                    state.scan(table, "").forEach(expected::add);
                    var stored = new ArrayList<Object>();
                    view.scan(table, "").forEach(stored::add);
                    assertEquals(expected, stored, "seed " + seed + ", " + table);
                }
            }
        }
    }

    @Test
    void everyKeyOfTheStoreBeginsWithOneOfItsAccounts() {
        List<EventEnvelope> events = interleaved(new Random(7));
        try (var house = new House(directory.resolve("keys"))) {
            house.fold(events);
            List<String> rows = Rows.of(house.store());
            assertTrue(rows.size() > 100, "too few rows to show anything");
            for (String row : rows) {
                assertTrue(row.startsWith("111111111111") || row.startsWith("111111111112"), row);
            }
        }
    }

    private static List<EventEnvelope> interleaved(Random random) {
        var left = RandomHistory.of("111111111111", LENGTH, random).events();
        var right = RandomHistory.of("111111111112", LENGTH, random).events();
        var events = new ArrayList<EventEnvelope>();
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            boolean takeLeft = r == right.size() || (l < left.size() && random.nextBoolean());
            events.add(takeLeft ? left.get(l++) : right.get(r++));
        }
        return events;
    }
}
