package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of a fresh house can be reached from where, and without a credential (A134). */
@ExtendWith(RunningHouse.Shared.class)
final class ListeningTest {
    private static final String LISTENING = "0A";
    private static final Set<String> LOOPBACK =
            Set.of(
                    "0100007F",
                    "00000000000000000000000001000000",
                    "0000000000000000FFFF00000100007F");

    private final RunningHouse house;

    ListeningTest(RunningHouse house) {
        this.house = house;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a134_everySocketListensOnLoopbackOnly() throws IOException {
        Set<String> own = ownSockets();
        var addresses = new ArrayList<String>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[3].equals(LISTENING) && own.contains(fields[9])) {
                    addresses.add(fields[1].substring(0, fields[1].indexOf(':')));
                }
            }
        }
        // The API and the broker's listeners at least.
        assertTrue(addresses.size() >= 2, addresses.toString());
        addresses.forEach(address -> assertTrue(LOOPBACK.contains(address), address));
    }

    /** The inodes of this process's sockets. */
    private static Set<String> ownSockets() throws IOException {
        var inodes = new HashSet<String>();
        try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)) {
                    String target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                }
            }
        }
        return inodes;
    }

    @Test
    void a134_withoutACredentialOnlyHealthAnswersAndSaysNothing() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            for (String path :
                    List.of(
                            "/",
                            "/metrics",
                            "/debug/pprof/",
                            "/actuator/heapdump",
                            "/jolokia",
                            "/authorize",
                            "/internal",
                            "/health/details")) {
                var response = get(http, path);
                assertTrue(response.statusCode() >= 400, path + response.body());
                assertTrue(response.statusCode() < 500, path + response.body());
                assertFalse(response.body().contains(house.account()), path + response.body());
            }
            var health = get(http, "/health");
            assertEquals(200, health.statusCode());
            assertEquals("ok", health.body().strip());
        }
    }

    private HttpResponse<String> get(HttpClient http, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(house.url()).resolve(path)).GET().build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
