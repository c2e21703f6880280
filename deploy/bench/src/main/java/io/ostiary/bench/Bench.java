package io.ostiary.bench;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The bench: starts Ostiary and the floors in this process, the load driver beside them, and prints
 * the table. Server, floors and driver share the machine's cores, so a figure is read against the
 * floor in its row, never alone.
 */
@Command(
        name = "bench",
        description = "Measure this machine: a table of ratios taken in one run.",
        subcommands = MicroBench.class,
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

    /** Rows that need no house in common with others. */
    private static final Set<String> APART = Set.of("engine", "principals", "log", "scale");

    @Option(
            names = "--quick",
            description = "shorter windows and 100,000 events: five minutes instead of twenty")
    private boolean quick;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "where to work; removed at the end (default: a temporary folder)")
    private @Nullable Path dir;

    @Option(
            names = "--only",
            paramLabel = "ROWS",
            split = ",",
            description =
                    "engine, principals, authorize, writes, reads, lists, account, peers, log"
                            + " (default: all these), scale (10,000 accounts of 100 users, many"
                            + " minutes; with --quick 1,000)")
    private List<String> only =
            List.of(
                    "engine",
                    "principals",
                    "authorize",
                    "writes",
                    "reads",
                    "lists",
                    "account",
                    "peers",
                    "log");

    @Option(
            names = "--events",
            paramLabel = "COUNT",
            defaultValue = "1000000",
            description = "length of the long log (default: ${DEFAULT-VALUE})")
    private int events;

    public static void main(String[] args) {
        Quiet.please();
        int code = new CommandLine(new Bench()).execute(args);
        System.exit(code);
    }

    @Override
    public Integer call() throws IOException {
        Path work = dir == null ? Files.createTempDirectory("ostiary-bench") : dir;
        Files.createDirectories(work);
        System.out.printf(
                "%d cores, JDK %s, %s. The wire is measured in one JVM: server, floors and driver"
                        + " share the cores.%n%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                quick ? "quick run" : "full run");
        var rows = new ArrayList<Row>();
        try {
            if (only.contains("engine")) {
                step("decisions in process");
                rows.addAll(new EngineBench(quick).rows());
            }
            if (only.contains("principals")) {
                step("many principals in an engine of their own");
                rows.addAll(PrincipalsBench.rows(work.resolve("principals"), quick));
            }
            if (!APART.containsAll(only)) {
                overTheWire(work, rows);
            }
            if (only.contains("scale")) {
                rows.addAll(scale(work));
            }
            if (only.contains("log")) {
                rows.addAll(
                        new LogBench(
                                        work.resolve("log"),
                                        BenchHistory.of(quick ? 100_000 : events),
                                        quick ? 1 : 3)
                                .run());
            }
        } finally {
            delete(work);
        }
        System.out.println();
        System.out.print(Row.table(rows));
        return rows.stream().allMatch(Row::reached) ? 0 : 1;
    }

    private void overTheWire(Path work, List<Row> rows) throws IOException {
        Path data = work.resolve("house");
        step("starting Ostiary");
        try (var house = StartedHouse.in(data)) {
            overTheWire(house.clients(), data, work, rows);
        }
    }

    private void overTheWire(BenchHouse house, Path data, Path work, List<Row> rows)
            throws IOException {
        var turns = new Turns(quick);
        var wire = new WireBench(house, turns);
        if (only.contains("writes")) {
            step("writes, in turns with the bare log");
            try (var floor = new LogFloor(work.resolve("floor"))) {
                rows.addAll(wire.writes(floor));
            }
        }
        if (only.contains("reads") || only.contains("peers")) {
            Everyday everyday = Everyday.in(house);
            if (only.contains("reads")) {
                step("GetUser and AssumeRole, in turns with a bare route");
                rows.addAll(wire.reads(everyday));
            }
            if (only.contains("peers")) {
                step("the same and writes, in turns with moto_server");
                rows.addAll(new PeerBench(house, turns).rows(everyday, work));
            }
        }
        if (only.contains("authorize")) {
            step("questions, in turns with a route that reads the same");
            rows.addAll(new AuthorizeBench(house, turns).rows());
        }
        if (only.contains("lists")) {
            step("lists, in turns with a bare route and a scan");
            rows.addAll(new ListBench(house, data.resolve("projection"), turns).rows());
        }
        if (only.contains("account")) {
            step("writes in an account of 5,000 users");
            rows.add(wire.largeAccount());
        }
    }

    private List<Row> scale(Path work) throws IOException {
        step("many accounts, in turns with a house of few");
        try (var few = StartedHouse.in(work.resolve("few"));
                var many = StartedHouse.in(work.resolve("many"))) {
            return new ScaleBench(
                            few.clients(),
                            many.clients(),
                            quick ? ScaleBench.Size.SMALLER : ScaleBench.Size.FULL,
                            new Turns(quick))
                    .rows();
        }
    }

    static void step(String what) {
        System.out.println("  … " + what);
    }

    static void detail(String what) {
        System.out.println("      " + what);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
