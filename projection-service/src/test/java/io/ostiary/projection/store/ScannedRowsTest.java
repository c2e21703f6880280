package io.ostiary.projection.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.ostiary.contract.id.AccountId;
import io.ostiary.projection.History;
import io.ostiary.projection.House;
import io.ostiary.projection.RandomHistory;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** What a scan takes from earlier ones is what RocksDB would have told it. */
final class ScannedRowsTest {

    @TempDir Path directory;

    private final Random random = new Random(11);
    private final EntityCodec codec = new EntityCodec();

    @Test
    void aScanTellsItsSnapshotHoweverOftenOthersScannedBeforeAndSince() {
        History history = RandomHistory.of("111111111111", 150, new Random(7));
        var snapshots = new ArrayDeque<StoreSnapshot>();
        try (var house = new House(directory)) {
            for (int folded = 0; folded < 150; folded += 10) {
                house.fold(history.events().subList(folded, folded + 10));
                snapshots.add(house.store().snapshot());
                for (StoreSnapshot snapshot : snapshots) {
                    scansAsStored(snapshot, history.account());
                }
                if (snapshots.size() > 3) {
                    snapshots.remove().close();
                }
            }
            snapshots.forEach(StoreSnapshot::close);
        }
    }

    private void scansAsStored(StoreSnapshot snapshot, AccountId account) {
        for (Table<? extends Entity> table : Table.ALL) {
            List<String> keys = keys(snapshot, account, table);
            String after = keys.isEmpty() ? "" : keys.get(random.nextInt(keys.size()));
            String prefix = after.substring(0, Math.min(after.length(), random.nextInt(3)));
            int most = random.nextInt(10);
            assertSameScan(snapshot, account, table, "", "", most);
            assertSameScan(snapshot, account, table, "", after, most);
            assertSameScan(snapshot, account, table, prefix, "", most);
            assertSameScan(snapshot, account, table, prefix, after, most);
        }
    }

    private static List<String> keys(StoreSnapshot snapshot, AccountId account, Table<?> table) {
        var keys = new ArrayList<String>();
        snapshot.scan(account, table, "", "").forEachRemaining(entity -> keys.add(entity.key()));
        return keys;
    }

    private <E extends Entity> void assertSameScan(
            StoreSnapshot snapshot,
            AccountId account,
            Table<E> table,
            String prefix,
            String after,
            int most) {
        try (var stored = snapshot.stored(account, table, prefix, after, codec)) {
            assertEquals(
                    first(most, stored),
                    first(most, snapshot.scan(account, table, prefix, after)),
                    () -> table + " from " + prefix + " after " + after);
        }
    }

    private static <E> List<E> first(int most, Iterator<E> all) {
        var first = new ArrayList<E>();
        while (first.size() < most && all.hasNext()) {
            first.add(all.next());
        }
        return first;
    }

    @Test
    void aTableIsReadAgainWhenItHasChangedAndNotWhenOthersHave() {
        History users = History.opened("111111111111").user("a");
        History others = History.opened("111111111112");
        try (var house = House.of(directory, users, others)) {
            Entity first = onlyUser(house, users);
            assertSame(first, onlyUser(house, users));
            house.fold(others.user("x"));
            house.fold(users.group("g", "/"));
            assertSame(first, onlyUser(house, users));
            house.fold(users.user("b"));
            assertNotSame(first, onlyUser(house, users));
        }
    }

    private static Entity onlyUser(House house, History history) {
        try (var snapshot = house.store().snapshot()) {
            return snapshot.account(history.account()).scan(Table.USERS, "").iterator().next();
        }
    }

    @Test
    void aLongerScanGoesOnWhereAShorterOneEnded() {
        History users = History.opened("111111111111").user("a").user("b").user("c");
        try (var house = House.of(directory, users)) {
            for (int most = 0; most <= 4; most++) {
                try (var snapshot = house.store().snapshot()) {
                    var names = first(most, snapshot.scan(users.account(), Table.USERS, "", ""));
                    assertEquals(Math.min(most, 3), names.size());
                }
            }
            try (var snapshot = house.store().snapshot()) {
                assertEquals(List.of("a", "b", "c"), keys(snapshot, users.account(), Table.USERS));
            }
        }
    }

    @Test
    void whatIsKeptIsBounded() {
        var scanned = new ScannedRows();
        var account = new AccountId("111111111111");
        var run = new ScannedRows.Run(List.of(), true, ScannedRows.LONGEST);
        for (int i = 0; i < 100; i++) {
            scanned.add(account, Table.USERS, "start" + i, run);
        }
        assertEquals(ScannedRows.Run.NONE, scanned.from(account, Table.USERS, "start0"));
        assertSame(run, scanned.from(account, Table.USERS, "start99"));
    }
}
