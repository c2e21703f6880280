package io.ostiary.bench;

import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.standalone.Standalone;
import io.ostiary.standalone.StandaloneOptions;
import io.ostiary.standalone.folder.Endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own, with the heap, object headers, collector and pages that the launcher gives
 * a house, timed from its launch to the line in which it says that it is ready.
 */
final class Child {

    static final int PARTITIONS = 4;

    private static final String READY = "ready";
    private static final String PASSWORD = "bench-password-0123456789";

    private Child() {}

    /** Entry point of the child. Stops when its input ends, or at SIGTERM. */
    public static void main(String[] args) throws IOException {
        Quiet.please();
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "broker" -> {
                var users = List.of(new BrokerUser("writer", PASSWORD));
                stopAtEnd(
                        EmbeddedBroker.start(
                                new BrokerLayout(folder, PASSWORD, users, Durability.DISK, 0)));
            }
            case "house" ->
                    stopAtEnd(
                            Standalone.start(
                                    new StandaloneOptions(
                                            folder,
                                            new Endpoint(0, "us-east-1"),
                                            null,
                                            Durability.DISK),
                                    _ -> {}));
            case "replay" -> {
                var history = BenchHistory.of(Integer.parseInt(args[2]));
                try (var log = HouseLog.open(folder)) {
                    for (int turn = 0; turn < Integer.parseInt(args[4]); turn++) {
                        Path store = Path.of(args[3]).resolve(Integer.toString(turn));
                        Replay replay = Replay.of(log, PARTITIONS, history, store);
                        System.out.println(replay.projection());
                        System.out.println(replay.engine());
                    }
                }
            }
            case "principals" -> {
                var history =
                        BenchHistory.ofUsers(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
                try (var log = HouseLog.open(folder)) {
                    PrincipalsBench.measure(log, history).forEach(System.out::println);
                }
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // until the parent closes it
        }
        System.exit(0);
    }

    private static void stopAtEnd(AutoCloseable running) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try {
                                        running.close();
                                    } catch (Exception e) { // AutoCloseable declares it
                                        throw new IllegalStateException(e);
                                    }
                                }));
    }

    /** Starts, waits until it is ready, and ends it cleanly. */
    static double readyMillis(String what, Path folder) throws IOException {
        long begun = System.nanoTime();
        Process child = launch(what, folder.toString());
        awaitReady(child);
        double millis = (System.nanoTime() - begun) / 1e6;
        // SIGTERM: the shutdown hooks run.
        child.destroy();
        await(child);
        return millis;
    }

    static void killWhenReady(Path folder) throws IOException {
        Process child = launch("house", folder.toString());
        awaitReady(child);
        child.destroyForcibly();
        await(child);
    }

    /** One after the other in one JVM. */
    static List<Replay> replays(Path folder, BenchHistory history, Path stores, int turns)
            throws IOException {
        Process child =
                launch(
                        "replay",
                        folder.toString(),
                        Integer.toString(history.events()),
                        stores.toString(),
                        Integer.toString(turns));
        List<String> said = awaitReady(child);
        child.destroy();
        await(child);
        var replays = new ArrayList<Replay>();
        for (int i = 0; i < said.size(); i += 2) {
            replays.add(new Replay(Long.parseLong(said.get(i)), Long.parseLong(said.get(i + 1))));
        }
        return replays;
    }

    /** What an engine of its own says of a log. */
    static List<String> principals(Path folder, int accounts, int usersEach) throws IOException {
        Process child =
                launch(
                        "principals",
                        folder.toString(),
                        Integer.toString(accounts),
                        Integer.toString(usersEach));
        List<String> said = awaitReady(child);
        child.destroy();
        await(child);
        return said;
    }

    private static Process launch(String... arguments) throws IOException {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(
                List.of(
                        "-Xms64m",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        // The collector and the pages that the launcher chose.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.matches("-XX:[+-]Use(\\w+GC|TransparentHugePages)"))
                .forEach(line::add);
        String more = System.getProperty("ostiary.bench.child");
        if (more != null) {
            line.addAll(List.of(more.split(" ", -1)));
        }
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** What it said before. */
    private static List<String> awaitReady(Process child) throws IOException {
        var said = new ArrayList<String>();
        var out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.equals(READY)) {
            said.add(line);
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("a child process ended before it was ready");
        }
        return said;
    }

    private static void await(Process child) {
        try {
            child.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
