package io.ostiary.bench;

import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of its own, timed from its launch to the line in which it says that it is ready. */
final class Child {

    private static final String READY = "ready";

    private Child() {}

    /**
     * Entry point of the child: {@code broker} or {@code house}, and a folder. Ends when its input
     * does.
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("broker")) {
            String password = "bench-password-0123456789";
            EmbeddedBroker.start(
                    new BrokerLayout(
                            folder,
                            password,
                            List.of(new BrokerUser("writer", password)),
                            Durability.DISK,
                            0));
        } else {
            LogBench.startHouse(folder);
        }
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // until the parent closes it
        }
        System.exit(0);
    }

    /** Starts, waits until it is ready, and ends it cleanly. */
    static double readyMillis(String what, Path folder) throws IOException {
        long begun = System.nanoTime();
        Process child = launch(what, folder);
        awaitReady(child);
        double millis = (System.nanoTime() - begun) / 1e6;
        // SIGTERM: the shutdown hooks run.
        child.destroy();
        await(child);
        return millis;
    }

    static void killWhenReady(Path folder) throws IOException {
        Process child = launch("house", folder);
        awaitReady(child);
        child.destroyForcibly();
        await(child);
    }

    private static Process launch(String what, Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        what,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitReady(Process child) throws IOException {
        var out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.equals(READY)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("a child process ended before it was ready");
        }
    }

    private static void await(Process child) {
        try {
            child.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
