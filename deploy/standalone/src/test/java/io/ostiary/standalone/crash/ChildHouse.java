package io.ostiary.standalone.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.standalone.cli.Ostiary;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The standalone in a process of its own, which {@link #kill} ends as a power cut would. */
final class ChildHouse implements AutoCloseable {

    private static final String READY = "Root credentials";

    private final Process process;
    private final BufferedReader output;
    private final StringBuilder said = new StringBuilder();

    private ChildHouse(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    /** Returns at once; {@link #awaitReady} waits. */
    static ChildHouse start(Path data, int port) {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ostiary.class.getName(),
                        "start",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--durability",
                        "process");
        try {
            return new ChildHouse(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Free now, and outside the range that outgoing connections take theirs from. Never the same in
     * two runs, since a killed house leaves it free for another run's.
     */
    static int freePort() {
        var random = ThreadLocalRandom.current();
        while (true) {
            int port = random.nextInt(12_000, 32_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException _) {
                // Somebody's.
            }
        }
    }

    /** Waits until it says that it is ready. */
    void awaitReady() {
        while (true) {
            String line = nextLine();
            if (line == null) {
                throw new AssertionError("it ended before it was ready:\n" + said);
            }
            if (line.startsWith(READY)) {
                return;
            }
        }
    }

    /** The next line of its progress; null when it has ended. */
    @org.jspecify.annotations.Nullable
    String nextLine() {
        try {
            String line = output.readLine();
            if (line != null) {
                said.append(line).append('\n');
            }
            return line;
        } catch (IOException _) {
            return null;
        }
    }

    /** Waits until it has said so many lines, or has ended. */
    void awaitLines(int lines) {
        for (int i = 0; i < lines && nextLine() != null; i++) {
            // The next one.
        }
    }

    /** Waits for its end, but no longer than that. */
    void awaitEnd(long atMost, TimeUnit unit) throws InterruptedException {
        process.waitFor(atMost, unit);
    }

    /** SIGKILL; returns when it is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; returns when it has ended. */
    void stop() throws InterruptedException {
        process.destroy();
        while (nextLine() != null) {
            // Its last words.
        }
        process.waitFor();
    }

    static AwsCredentials rootCredentials(Path data) throws IOException {
        var json = new ObjectMapper().readTree(data.resolve("root-credentials.json").toFile());
        return AwsBasicCredentials.create(
                json.get("AccessKeyId").textValue(), json.get("SecretAccessKey").textValue());
    }

    static String account(Path data) throws IOException {
        return new ObjectMapper()
                .readTree(data.resolve("root-credentials.json").toFile())
                .get("AccountId")
                .textValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
