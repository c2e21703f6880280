package io.ostiary.projection.fold;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints how many events a second are folded; says nothing about whether that is enough. */
final class FoldThroughputTest {

    private static final int ACCOUNTS = 20;
    private static final int ROUNDS = Integer.getInteger("ostiary.fold.rounds", 12_000);
    private static final int BATCH = 2_000;

    @TempDir Path directory;

    @Test
    void prints() {
        List<EventEnvelope> events = events();
        try (var house = new House(directory.resolve("warm"))) {
            fold(house, events);
        }
        try (var house = new House(directory.resolve("measured"))) {
            long start = System.nanoTime();
            fold(house, events);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "fold: %,d events in %.2f s, %,.0f events/s%n",
                    events.size(), seconds, events.size() / seconds);
        }
    }

    private static void fold(House house, List<EventEnvelope> events) {
        for (int from = 0; from < events.size(); from += BATCH) {
            house.fold(events.subList(from, Math.min(events.size(), from + BATCH)));
        }
    }

    /** Users are made, tagged, given a policy and a key-sized row; accounts take turns. */
    private static List<EventEnvelope> events() {
        var histories = new ArrayList<History>();
        for (int i = 0; i < ACCOUNTS; i++) {
            histories.add(History.opened(AccountId.of(111_111_111_000L + i).value()));
        }
        var events = new ArrayList<EventEnvelope>();
        for (int i = 0; i < ROUNDS; i++) {
            History history = histories.get(i % ACCOUNTS);
            String name = "user" + i;
            int before = history.events().size() == 1 ? 0 : history.events().size();
            history.user(name);
            history.tag(History.userRef(name), "team", "red");
            history.attach(History.userRef(name), "arn:aws:iam::aws:policy/ReadOnlyAccess");
            history.user("other" + i);
            events.addAll(history.events().subList(before, history.events().size()));
        }
        return events;
    }
}
