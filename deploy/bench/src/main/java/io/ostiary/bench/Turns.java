package io.ostiary.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** How long and how often each row measures: floor and house by turns. */
final class Turns {

    final int latencyCount;
    final WarmUp warmUp;
    final long windowMillis;
    final int count;

    Turns(boolean quick) {
        this.latencyCount = quick ? 150 : 500;
        this.warmUp = quick ? new WarmUp(10_000, 30_000) : new WarmUp(40_000, 120_000);
        this.windowMillis = quick ? 1_500 : 4_000;
        this.count = quick ? 3 : 5;
    }

    /** The medians of floor and house, measured A B A B. */
    record Rates(double floor, double house) {

        Row atLeast(String what, double least) {
            return Row.atLeast(what, perSecond(floor), perSecond(house), house / floor, least);
        }

        Row atLeastTimes(String what, String floorName, double least) {
            return Row.atLeastTimes(
                    what,
                    perSecond(floor) + " (" + floorName + ")",
                    perSecond(house),
                    house / floor,
                    least);
        }

        private static String perSecond(double rate) {
            return String.format(Locale.ROOT, "%,.0f/s", rate);
        }
    }

    /**
     * @param floor answers a second, over one window
     * @param house the same
     */
    Rates rates(DoubleSupplier floor, DoubleSupplier house) {
        double[] floors = new double[count];
        double[] houses = new double[count];
        var cpu = new CpuShares();
        for (int turn = 0; turn < count; turn++) {
            floors[turn] = floor.getAsDouble();
            double floorCpu = cpu.ownMicros() / (floors[turn] * windowMillis / 1000);
            houses[turn] = house.getAsDouble();
            double houseCpu = cpu.ownMicros() / (houses[turn] * windowMillis / 1000);
            Bench.detail(
                    String.format(
                            Locale.ROOT,
                            "floor %,7.0f/s (%,4.0f µs of CPU each)   Ostiary %,7.0f/s (%,4.0f µs)"
                                    + "   other processes %d %%",
                            floors[turn],
                            floorCpu,
                            houses[turn],
                            houseCpu,
                            cpu.othersPercent()));
        }
        return new Rates(Row.median(floors), Row.median(houses));
    }

    /** The same requests to a route that answers the same bytes, and to the house. */
    Rates againstRoute(BenchHouse house, int clients, byte[]... requests) {
        List<byte[]> all = List.of(requests);
        try (var floor = new FloorRoute(all, all.stream().map(house::call).toList())) {
            // Each client begins elsewhere, so that they do not ask the same at once.
            Load.Script same =
                    (client, n) ->
                            requests[(client * requests.length / clients + n) % requests.length];
            warmUp.run(millis -> Load.perSecond(floor.port(), clients, millis, same));
            warmUp.run(millis -> Load.perSecond(house.port(), clients, millis, same));
            return rates(
                    () -> Load.perSecond(floor.port(), clients, windowMillis, same),
                    () -> Load.perSecond(house.port(), clients, windowMillis, same));
        }
    }
}
