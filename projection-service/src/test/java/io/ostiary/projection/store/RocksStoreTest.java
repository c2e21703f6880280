package io.ostiary.projection.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.EventRecord;
import io.ostiary.log.reader.Refusal;
import io.ostiary.projection.History;
import io.ostiary.projection.House;
import io.ostiary.projection.RandomHistory;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.Defect;
import io.ostiary.state.view.OutOfSequence;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

final class RocksStoreTest {

    @TempDir Path directory;

    private final History history = RandomHistory.of("111111111111", 300, new Random(7));

    @Test
    void afterACrashItGoesOnFromWhereItStood() throws IOException {
        try (var house = new House(directory.resolve("a"))) {
            house.fold(history.events().subList(0, 100));
            house.fold(history.events().subList(100, 150));
            // What a SIGKILL leaves: the files as they are, nothing flushed, nothing closed.
            copy(directory.resolve("a"), directory.resolve("b"));
            house.fold(history.events().subList(150, 300));
            List<String> whole = Rows.of(house.store());
            try (var after = new House(directory.resolve("b"))) {
                assertEquals(150, after.next());
                assertEquals(150, after.store().revision(history.account()));
                after.fold(history.events().subList((int) after.next(), 300));
                assertEquals(whole, Rows.of(after.store()));
            }
        }
    }

    @Test
    void aTornTailOfTheWriteAheadLogIsFoldedAgain() throws IOException {
        try (var house = new House(directory.resolve("a"))) {
            for (int i = 0; i < 300; i++) {
                house.fold(history.events().subList(i, i + 1));
            }
            copy(directory.resolve("a"), directory.resolve("b"));
            cutLongestLog(directory.resolve("b"));
            try (var after = new House(directory.resolve("b"))) {
                long next = after.next();
                assertTrue(next < 300);
                // Rows and offset lie in one batch: they cannot disagree.
                assertEquals(next, after.store().revision(history.account()));
                after.fold(history.events().subList((int) next, 300));
                assertEquals(Rows.of(house.store()), Rows.of(after.store()));
            }
        }
    }

    @Test
    void whoReadsAfterABatchWasToldSeesIt() throws Exception {
        var told = new AtomicLong();
        try (var house = new House(directory);
                var readers = Executors.newFixedThreadPool(3)) {
            var seen = new ArrayList<Future<Long>>();
            for (int reader = 0; reader < 3; reader++) {
                seen.add(
                        readers.submit(
                                () -> {
                                    long behind = 0;
                                    while (told.get() < 300) {
                                        long least = told.get();
                                        try (var moment = house.store().snapshot()) {
                                            long revision =
                                                    moment.account(history.account()).revision();
                                            behind += revision < least ? 1 : 0;
                                        }
                                    }
                                    return behind;
                                }));
            }
            try {
                for (int i = 0; i < 300; i++) {
                    house.fold(history.events().subList(i, i + 1));
                    told.set(i + 1);
                }
            } finally {
                told.set(300); // or the readers would never end
            }
            for (var behind : seen) {
                assertEquals(0, behind.get());
            }
        }
    }

    /** Of an account that the last batch was not about, which is the usual one. */
    @Test
    void aRevisionThatIsToldIsInEverySnapshotTakenFromThenOn() throws Exception {
        History other = RandomHistory.of("222222222222", 300, new Random(8));
        var ended = new AtomicBoolean();
        try (var house = new House(directory);
                var readers = Executors.newSingleThreadExecutor()) {
            Future<Integer> behind =
                    readers.submit(
                            () -> {
                                int found = 0;
                                while (!ended.get()) {
                                    long told = house.store().revision(history.account());
                                    try (var moment = house.store().snapshot()) {
                                        long seen = moment.account(history.account()).revision();
                                        found += seen < told ? 1 : 0;
                                    }
                                }
                                return found;
                            });
            try {
                for (int i = 0; i < 300; i++) {
                    house.fold(history.events().subList(i, i + 1));
                    house.fold(other.events().subList(i, i + 1));
                }
            } finally {
                ended.set(true);
            }
            assertEquals(0, behind.get());
        }
    }

    @Test
    void aDeletedDiskComesBackFromTheLog() {
        List<String> whole;
        try (var house = House.of(directory.resolve("a"), history)) {
            whole = Rows.of(house.store());
        }
        try (var house = House.of(directory.resolve("b"), history)) {
            assertEquals(whole, Rows.of(house.store()));
        }
    }

    @Test
    void aStoreOfAnotherLogForgetsEverything() {
        try (var house = House.of(directory, history)) {
            house.sink().restart();
            assertEquals(List.of(), Rows.of(house.store()));
            assertEquals(0, house.next());
            assertEquals(0, house.store().revision(history.account()));
            house.fold(history);
        }
        try (var house = new House(directory)) {
            assertEquals(300, house.next());
        }
    }

    @Test
    void aStoreThatCannotBeReadIsMadeAnew() throws IOException {
        try (var house = House.of(directory, history)) {
            assertEquals(300, house.next());
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().contains("MANIFEST")).toList()) {
                Files.writeString(file, "not a manifest");
            }
        }
        try (var house = new House(directory)) {
            assertEquals(0, house.next());
        }
    }

    @Test
    void anEventThatCannotBeAppliedChangesNothing() {
        try (var house = House.of(directory, history)) {
            List<String> before = Rows.of(house.store());
            history.user("fine");
            history.add(new io.ostiary.contract.event.UserEvent.UserDeleted("AIDAnobody"));
            assertThrows(Defect.class, () -> house.fold(history));
            assertEquals(before, Rows.of(house.store()));
            var repeated = history.events().subList(1, 2);
            assertThrows(OutOfSequence.class, () -> house.fold(repeated));
            assertEquals(before, Rows.of(house.store()));
        }
    }

    @Test
    void aRefusalOutlivesARestartAndIsLiftedWithTheBatchThatSaysSo_A119() {
        AccountId account = history.account();
        var refusal = new Refusal(account, 0, 300, Refusal.Cause.UNREADABLE, "UNKNOWN_TYPE");
        try (var house = House.of(directory, history)) {
            house.sink().fold(new Batch(0, List.of(), Set.of(), List.of(refusal), House.mark(301)));
        }
        try (var house = new House(directory)) {
            assertEquals(Map.of(account, refusal), house.store().refusals());
            history.user("later");
            var event = new EventRecord(0, 300, history.events().getLast());
            house.sink()
                    .fold(
                            new Batch(
                                    0,
                                    List.of(event),
                                    Set.of(account),
                                    List.of(),
                                    House.mark(301)));
            assertEquals(Map.of(), house.store().refusals());
        }
        try (var house = new House(directory)) {
            assertEquals(Map.of(), house.store().refusals());
            assertEquals(301, house.store().revision(account));
        }
    }

    @Test
    void aScanIsNotDisturbedByThoseWithinAndAfterIt() {
        History four = History.opened("111111111111");
        for (String name : List.of("aa", "ab", "b", "c")) {
            four.user(name);
        }
        try (var house = House.of(directory, four)) {
            try (StoreSnapshot snapshot = house.store().snapshot()) {
                var view = snapshot.account(four.account());
                var within = new ArrayList<String>();
                for (var user : view.scan(Table.USERS, "")) {
                    // Each takes the iterator that the one before gave back.
                    within.addAll(names(view.scan(Table.USERS, user.key())));
                }
                assertEquals(List.of("aa", "ab", "b", "c"), within);
                assertEquals(List.of("aa", "ab"), names(view.scan(Table.USERS, "a")));
                assertEquals(4, view.count(Table.USERS));
            }
            four.add(new io.ostiary.contract.event.UserEvent.UserDeleted("AIDAab")).user("ac");
            house.fold(four);
            try (StoreSnapshot snapshot = house.store().snapshot()) {
                var view = snapshot.account(four.account());
                assertEquals(List.of("aa", "ac", "b", "c"), names(view.scan(Table.USERS, "")));
            }
        }
    }

    @Test
    void aScanEndsWithItsAccountAndItsTable_A114() {
        History left = History.opened("111111111111").user("~last").group("zz", "/");
        History right = History.opened("111111111112").user("a").user("b");
        try (var house = House.of(directory, left, right);
                StoreSnapshot snapshot = house.store().snapshot()) {
            var view = snapshot.account(left.account());
            assertEquals(List.of("~last"), names(view.scan(Table.USERS, "")));
            assertEquals(List.of(), names(view.scan(Table.USERS, "", "~last")));
            assertEquals(List.of(), names(view.scan(Table.USERS, "", "\u00ff")));
            assertEquals(List.of(), names(view.scan(Table.USERS, "x")));
            assertEquals(List.of("~last"), names(view.scan(Table.USERS, "", "a")));
            assertNull(view.userNamed("a"));
            var unknown = snapshot.account(new AccountId("111111111113"));
            assertEquals(0, unknown.revision());
            assertEquals(List.of(), names(unknown.scan(Table.USERS, "")));
        }
    }

    @Test
    void aSnapshotStaysAsItWasWhileTheFoldGoesOn() {
        History users = History.opened("111111111111").user("a");
        try (var house = House.of(directory, users);
                StoreSnapshot before = house.store().snapshot()) {
            users.user("b");
            house.fold(users);
            var view = before.account(users.account());
            assertEquals(2, view.revision());
            assertNull(view.userNamed("b"));
            assertFalse(names(view.scan(Table.USERS, "")).contains("b"));
            try (StoreSnapshot after = house.store().snapshot()) {
                assertNotNull(after.account(users.account()).userNamed("b"));
            }
        }
    }

    @Test
    void theFoldSeesItsOwnBatchWhenItScans() {
        History users = History.opened("111111111111").user("a").user("c");
        try (var house = House.of(directory, users);
                FoldBatch batch = house.store().batch()) {
            users.user("b");
            users.add(new io.ostiary.contract.event.UserEvent.UserDeleted("AIDAc"));
            batch.apply(users.events().get(3));
            batch.apply(users.events().get(4));
            assertEquals(
                    List.of("a", "b"), names(batch.account(users.account()).scan(Table.USERS, "")));
            assertEquals(
                    List.of("b"), names(batch.account(users.account()).scan(Table.USERS, "", "a")));
        }
    }

    @Test
    void hotRowsKeepWithinTheirWeight() {
        var hot = new HotRows(10_000);
        for (int i = 0; i < 1_000; i++) {
            hot.put("key" + i, null, 50);
        }
        assertTrue(hot.weight() <= 10_000);
        assertNotNull(hot.get("key999"));
        assertNull(hot.get("key0"));
    }

    private static List<String> names(Iterable<User> users) {
        var names = new ArrayList<String>();
        users.forEach(user -> names.add(user.name()));
        return names;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private static void cutLongestLog(Path store) throws IOException {
        try (var files = Files.list(store)) {
            Path log =
                    files.filter(file -> file.toString().endsWith(".log"))
                            .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(log);
            Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        }
    }
}
