package io.ostiary.bench;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What clients see: writes against the bare log, reads against a bare route. */
final class WireBench {

    private static final int FLOOR_IN_FLIGHT = 256;
    private static final int READERS = 16;
    private static final int USERS = 5_000;
    // Those that are created by the row itself: 5,000 is all that an account may have.
    private static final int SPARE = 20;

    private final BenchHouse house;
    private final Turns turns;

    WireBench(BenchHouse house, Turns turns) {
        this.house = house;
        this.turns = turns;
    }

    List<Row> writes(LogFloor floor) {
        Load.Script users = Everyday.usersMadeAndDeleted(house.iam(), "one-");
        var rows = new ArrayList<Row>();
        floor.latencies(turns.latencyCount, new Histogram(3));
        Load.latencies(house.port(), turns.latencyCount, users, new Histogram(3));
        var bare = new Histogram(3);
        var ours = new Histogram(3);
        for (int turn = 0; turn < turns.count; turn++) {
            floor.latencies(turns.latencyCount, bare);
            Load.latencies(house.port(), turns.latencyCount, users, ours);
        }
        rows.add(latency("write (CreateUser), one client, p50", bare, ours, 50, bare, 2.5));
        rows.add(latency("write (CreateUser), one client, p99", bare, ours, 99, ours, 10));

        Load.Script many = Everyday.usersMadeAndDeleted(house.iam(), "many-");
        turns.warmUp.run(millis -> floor.perSecond(FLOOR_IN_FLIGHT, millis));
        turns.warmUp.run(millis -> Load.perSecond(house.port(), Everyday.CLIENTS, millis, many));
        rows.add(
                turns.rates(
                                () -> floor.perSecond(FLOOR_IN_FLIGHT, turns.windowMillis),
                                () ->
                                        Load.perSecond(
                                                house.port(),
                                                Everyday.CLIENTS,
                                                turns.windowMillis,
                                                many))
                        .atLeast("writes/s (CreateUser, DeleteUser), 64 clients", 0.35));
        return rows;
    }

    List<Row> reads(Everyday everyday) {
        return List.of(
                turns.againstRoute(house, READERS, everyday.getUser()).atLeast("GetUser/s", 0.4),
                turns.againstRoute(house, READERS, everyday.assumeRole())
                        .atLeast("AssumeRole/s", 0.3));
    }

    /** The same write in two accounts of one house, one of them full. */
    Row largeAccount() {
        var there = SignedRequests.iam(house.newAccount("empty").session());
        var here = SignedRequests.iam(house.admin());
        Load.each(
                house.port(),
                Everyday.CLIENTS,
                USERS - SPARE,
                i -> here.query("CreateUser", Map.of("UserName", "user-" + i)));
        Load.Script inEmpty = Everyday.usersMadeAndDeleted(there, "one-");
        Load.Script inFull = Everyday.usersMadeAndDeleted(here, "one-");
        var empty = new Histogram(3);
        var full = new Histogram(3);
        Load.latencies(house.port(), turns.latencyCount, inEmpty, new Histogram(3));
        Load.latencies(house.port(), turns.latencyCount, inFull, new Histogram(3));
        for (int turn = 0; turn < turns.count; turn++) {
            Load.latencies(house.port(), turns.latencyCount, inEmpty, empty);
            Load.latencies(house.port(), turns.latencyCount, inFull, full);
        }
        return latency("one write in an account of 5,000 users, p50", empty, full, 50, empty, 1.5);
    }

    /**
     * @param against whose p50 the value is divided by
     */
    private static Row latency(
            String what,
            Histogram floor,
            Histogram house,
            double percentile,
            Histogram against,
            double most) {
        double value = house.getValueAtPercentile(percentile);
        double base = against.getValueAtPercentile(50);
        return Row.atMost(
                what,
                against == floor ? millis(floor, percentile) : "its p50: " + millis(house, 50),
                millis(house, percentile),
                value / base,
                most);
    }

    private static String millis(Histogram micros, double percentile) {
        return String.format(
                Locale.ROOT, "%.2f ms", micros.getValueAtPercentile(percentile) / 1_000.0);
    }
}
