package io.ostiary.standalone.apart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.standalone.lesson.SignedCalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commands as an operator types them: a process each. */
@Execution(ExecutionMode.CONCURRENT)
final class ChildProcessesTest {

    private static final int END_SECONDS = 60;

    private final List<Process> children = new ArrayList<>();

    @TempDir Path folder;

    @AfterEach
    void end() throws InterruptedException {
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void initAndFourProcessesMakeAHouse() throws Exception {
        try (var cluster = new Cluster(folder)) {
            String said =
                    run(
                            "init",
                            "--bootstrap-servers",
                            cluster.bootstrapServers(),
                            "--keys",
                            cluster.keys().toString(),
                            "--user",
                            EmbeddedBroker.SUPER_USER,
                            "--password-file",
                            cluster.adminPassword().toString(),
                            "--broker-passwords",
                            cluster.passwords().toString(),
                            "--partitions",
                            "2");
            assertTrue(said.contains("start --service writer"), said);
            assertTrue(!said.contains("does not take the password"), said);

            // All at once, as a supervisor does: each waits for those that it needs.
            var writer = service(cluster, "writer");
            var engine = service(cluster, "engine", "--listen", "127.0.0.1:0");
            var projection =
                    service(
                            cluster,
                            "projection",
                            "--listen",
                            "127.0.0.1:0",
                            "--data",
                            folder.resolve("projection").toString());
            awaitReady(writer);
            var gateway =
                    service(
                            cluster,
                            "gateway",
                            "--port",
                            "0",
                            "--engine",
                            "http://" + awaitReady(engine),
                            "--projection",
                            "http://" + awaitReady(projection));
            var json =
                    new ObjectMapper()
                            .readTree(cluster.keys().resolve("root-credentials.json").toFile());
            var root =
                    AwsBasicCredentials.create(
                            json.get("AccessKeyId").textValue(),
                            json.get("SecretAccessKey").textValue());
            String url = "http://" + awaitReady(gateway);
            try (var calls = new SignedCalls(url)) {
                awaitHealth(url, 200);
                assertEquals(200, calls.iam(root, "CreateUser", "UserName", "alice").status());
                assertEquals(
                        "alice",
                        calls.iam(root, "GetUser", "UserName", "alice").element("UserName"));
                assertEquals(200, calls.sts(root, "GetCallerIdentity").status());

                // Without its engine the gateway refuses; nothing is let through.
                engine.destroyForcibly().waitFor();
                assertEquals(503, calls.iam(root, "CreateUser", "UserName", "bob").status());
                awaitHealth(url, 503);
            }
            for (Process child : List.of(gateway, projection, writer)) {
                child.destroy();
                assertTrue(child.waitFor(END_SECONDS, TimeUnit.SECONDS), "it ends when asked to");
            }
        }
    }

    private static void awaitHealth(String url, int wanted) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        int found = 0;
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url + "/health")).build();
            while (found != wanted && System.nanoTime() - until < 0) {
                found = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            }
        }
        assertEquals(wanted, found);
    }

    private Process service(Cluster cluster, String name, String... more) throws IOException {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "start",
                                "--service",
                                name,
                                "--bootstrap-servers",
                                cluster.bootstrapServers(),
                                "--keys",
                                cluster.keys().resolve(name + ".keys").toString()));
        arguments.addAll(List.of(more));
        return begin(arguments);
    }

    private Process begin(List<String> arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.ostiary.standalone.cli.Ostiary"));
        command.addAll(arguments);
        var child =
                new ProcessBuilder(command)
                        .redirectError(
                                folder.resolve(arguments.get(2) + children.size() + ".err")
                                        .toFile())
                        .start();
        children.add(child);
        return child;
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        var child = begin(List.of(arguments));
        var said = new String(child.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, child.waitFor(), said + errors());
        return said;
    }

    /** Gives the address, or nothing for the writer. */
    private String awaitReady(Process child) throws IOException {
        BufferedReader lines = child.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int ready = line.indexOf(" ready");
            if (ready >= 0) {
                return line.substring(ready).replace(" ready", "").replace(" at ", "");
            }
        }
        throw new AssertionError("a service ended before it was ready: " + errors());
    }

    private String errors() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".err")).toList()) {
                all.append(file.getFileName()).append(": ").append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
