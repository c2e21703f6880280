package io.ostiary.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a long log costs: replaying it, and starting on it. Every start and replay is a child
 * process; starts are timed from their launch, in turns with their floor, and the median counts.
 */
final class LogBench {

    private static final double EVENTS_PER_SECOND = 100_000;

    private static final int REPLAYS = 7;

    /** The first replays: half compilation, and in all as long as the other rows warm up. */
    private static final int WARM_UP = 4;

    private final Path work;
    private final BenchHistory history;
    private final int turns;

    LogBench(Path work, BenchHistory history, int turns) {
        this.work = work;
        this.history = history;
        this.turns = turns;
    }

    List<Row> run() throws IOException {
        var rows = new ArrayList<Row>();
        Bench.step("starts on empty folders, in turns with the broker alone");
        rows.add(startOnEmpty());

        Path house = work.resolve("house-0");
        Bench.step(String.format(Locale.ROOT, "writing %,d events", history.events()));
        try (var log = HouseLog.open(house)) {
            log.flushEventsNoMore();
            new EventGenerator(log, Child.PARTITIONS).write(history);
        }
        Bench.step("replaying them, both read models at once");
        List<Replay> replays = Child.replays(house, history, work.resolve("replayed"), REPLAYS);
        rows.addFirst(replayed("engine", replays, Replay::engine));
        rows.addFirst(replayed("projection", replays, Replay::projection));

        Bench.step("starts on the long log, after a clean stop and after SIGKILL in turns");
        rows.add(startOnLong(house));
        return rows;
    }

    private Row startOnEmpty() throws IOException {
        double[] broker = new double[turns];
        double[] house = new double[turns];
        for (int turn = 0; turn < turns; turn++) {
            broker[turn] = Child.readyMillis("broker", work.resolve("broker-" + turn));
            house[turn] = Child.readyMillis("house", work.resolve("house-" + turn));
        }
        return started("start to ready, empty data", broker, "broker alone", house, 2.5);
    }

    private Row startOnLong(Path house) throws IOException {
        // The first start folds the read model on disk; later ones find it.
        Child.readyMillis("house", house);
        // Each takes half a minute, and differs little.
        int longTurns = Math.min(turns, 2);
        double[] clean = new double[longTurns];
        double[] killed = new double[longTurns];
        for (int turn = 0; turn < longTurns; turn++) {
            clean[turn] = Child.readyMillis("house", house);
            Child.killWhenReady(house);
            killed[turn] = Child.readyMillis("house", house);
        }
        String what = String.format(Locale.ROOT, "SIGKILL to ready, %,d events", history.events());
        return started(what, clean, "clean restart", killed, 2);
    }

    private static Row started(
            String what, double[] floor, String floorName, double[] value, double most) {
        double base = Row.median(floor);
        double house = Row.median(value);
        return Row.atMost(
                what, seconds(base) + " (" + floorName + ")", seconds(house), house / base, most);
    }

    /** As all rates here, of a JVM that has compiled what it runs; the first replay is told too. */
    private Row replayed(String model, List<Replay> replays, ToLongFunction<Replay> nanos) {
        double[] rates =
                replays.stream()
                        .mapToDouble(r -> history.events() / (nanos.applyAsLong(r) / 1e9))
                        .toArray();
        double rate = Row.median(Arrays.copyOfRange(rates, WARM_UP, rates.length));
        return new Row(
                String.format(
                        Locale.ROOT,
                        "replay of %,d events, %s, both running",
                        history.events(),
                        model),
                "–",
                String.format(
                        Locale.ROOT, "%,.0f events/s (first in its JVM: %,.0f)", rate, rates[0]),
                rate / EVENTS_PER_SECOND,
                "≥ 100,000/s",
                rate >= EVENTS_PER_SECOND);
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1_000);
    }
}
