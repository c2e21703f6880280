package io.ostiary.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class EdgeLoadTest {

    private static final int BODY = 100_000;
    private static final int MOST = 250_000;
    private static final int CONNECTIONS = 8;
    private static final EdgeLimits LIMITS =
            new EdgeLimits(
                    16 * 1024,
                    32 * 1024,
                    20,
                    BODY,
                    MOST,
                    CONNECTIONS,
                    Duration.ofSeconds(10),
                    // Longer than the test: no body is refused here for being slow.
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(2));

    private final Vertx vertx = Vertx.vertx();
    private final EdgeLoad load = new EdgeLoad(LIMITS);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aShareBeyondTheFreeBytesIsTakenFromAll() {
        EdgeLoad.Share first = load.share();
        EdgeLoad.Share second = load.share();

        assertTrue(first.grow(EdgeLoad.FREE));
        assertEquals(0, load.sum());
        assertTrue(first.grow(EdgeLoad.FREE + MOST));
        assertFalse(second.grow(EdgeLoad.FREE + 1));
        assertTrue(second.grow(EdgeLoad.FREE));
        first.shrink();
        assertTrue(second.grow(EdgeLoad.FREE + 1));
        assertTrue(first.grow(EdgeLoad.FREE + MOST - 1));
        first.release();
        first.release();
        assertFalse(first.grow(EdgeLoad.FREE + 1));
        assertEquals(1, load.sum());
    }

    /** Of six bodies that lack their last byte two find room, so four must be refused. */
    @Test
    @Timeout(30)
    void a124_bodiesThatNeverEndHoldABoundedSumAndAnOrdinaryRequestPasses() throws Exception {
        int port = listen();
        var refused = new CountDownLatch(4);
        List<Socket> attackers = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                Socket attacker = connect(port);
                attackers.add(attacker);
                Thread.ofVirtual().start(() -> attack(attacker, refused));
            }
            refused.await();

            assertTrue(load.sum() <= MOST);
            assertTrue(answered(port, "a".repeat(EdgeLoad.FREE)).contains(" 200 "));
        } finally {
            for (Socket attacker : attackers) {
                attacker.close();
            }
        }
    }

    private static void attack(Socket attacker, CountDownLatch refused) {
        try {
            send(attacker, head(BODY) + "a".repeat(BODY - 1));
            if (firstLine(attacker).contains(" 503 ")) {
                refused.countDown();
            }
        } catch (SocketException _) {
            refused.countDown(); // told by a reset
        } catch (IOException e) {
            throw new UncheckedIOException(e); // such as no answer in time: not refused
        }
    }

    /** Idle ones cannot take the files that the log and the read model need. */
    @Test
    @Timeout(30)
    void a124_noMoreConnectionsStayThanTheLimitAndThoseThatStayAreServed() throws IOException {
        int port = listen();
        List<Socket> staying = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = connect(port);
                staying.add(socket);
                // Answered, so it was counted.
                send(socket, head(1) + "a");
                assertTrue(firstLine(socket).contains(" 200 "));
            }
            try (Socket oneMore = connect(port)) {
                assertTrue(isClosed(oneMore));
            }
            send(staying.getFirst(), head(1) + "a");
            assertTrue(lines(staying.getFirst()).contains(" 200 "));
        } finally {
            for (Socket socket : staying) {
                socket.close();
            }
        }
    }

    @Test
    void aProcessKeepsFilesForItself() {
        assertEquals(512, EdgeLimits.connections(1_024));
        assertEquals(20_000 - 4_096, EdgeLimits.connections(20_000));
        assertEquals(16_384, EdgeLimits.connections(1L << 40));
    }

    private int listen() {
        var bodies = new BodyReader(vertx, LIMITS, load);
        HttpServer server =
                EdgeServer.create(vertx, EdgeServer.options(LIMITS), LIMITS, load)
                        .requestHandler(
                                request ->
                                        bodies.read(request)
                                                .onComplete(
                                                        read ->
                                                                request.response()
                                                                        .setStatusCode(
                                                                                read.succeeded()
                                                                                        ? 200
                                                                                        : 503)
                                                                        .end()));
        return server.listen(0, "127.0.0.1").await().actualPort();
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        // Shorter than the test's timeout, which stops no read.
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String head(int length) {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answered(int port, String body) throws IOException {
        try (Socket socket = connect(port)) {
            send(socket, head(body.length()) + body);
            return firstLine(socket);
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    /** To the next status line, over what is left of the last answer. */
    private static String lines(Socket socket) throws IOException {
        String line = firstLine(socket);
        while (!line.startsWith("HTTP/")) {
            line = firstLine(socket);
        }
        return line;
    }

    private static String firstLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int b = socket.getInputStream().read(); b >= 0 && b != '\n'; ) {
            line.append((char) b);
            b = socket.getInputStream().read();
        }
        return line.toString();
    }
}
