package io.ostiary.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A server that cannot listen. */
final class TakenPortTest {
    private static final String HOST = "127.0.0.1";

    @Test
    void aTakenPortIsAnExceptionThatHandlersKnow() throws IOException {
        Vertx vertx = Vertx.vertx();
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            int port = taken.getLocalPort();
            HttpServer server = vertx.createHttpServer().requestHandler(request -> {});
            var refused =
                    assertThrows(
                            UncheckedIOException.class,
                            () ->
                                    EdgeServer.awaitListening(
                                            server.listen(port, HOST), HOST + ":" + port));
            assertEquals(
                    "cannot listen at 127.0.0.1:" + port + ": Address already in use",
                    refused.getMessage());
        } finally {
            vertx.close().await();
        }
    }
}
