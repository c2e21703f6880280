package io.ostiary.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.broker.Durability;
import io.ostiary.standalone.folder.DataFolder;
import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.Unusable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A start that cannot be. */
final class StandaloneTest {
    @TempDir Path parent;

    @Test
    void aTakenPortIsToldBeforeAnythingStarts() throws IOException {
        var data = parent.resolve("data");
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var endpoint = new Endpoint(taken.getLocalPort(), "us-east-1");
            var options = new StandaloneOptions(data, endpoint, null, Durability.PROCESS);
            var refused =
                    assertThrows(
                            Unusable.class, () -> Standalone.start(options, step -> {}).close());
            assertEquals(
                    "cannot listen at 127.0.0.1:%d (Address already in use): stop what does, or give"
                                    .formatted(endpoint.port())
                            + " another --port or --listen",
                    refused.getMessage());
        }
        assertFalse(Files.exists(data.resolve("master.key")));
        DataFolder.open(data).close(); // it was let go
    }
}
