package io.ostiary.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.gateway.protocol.ResponseHead;
import io.ostiary.gateway.protocol.ResponseWriter;
import io.ostiary.gateway.protocol.ResponseWriters;
import io.ostiary.gateway.protocol.WireError;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The edge against raw sockets: what a client library would never send. */
class EdgeServerTest {

    private static final EdgeLimits LIMITS =
            new EdgeLimits(
                    2_048,
                    4_096,
                    20,
                    1_000,
                    20_000,
                    100,
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(30));
    private static final String HONEST =
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 8\r\n\r\nAction=X";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final EdgeRules rules = new EdgeRules();
    private final EdgeLoad load = new EdgeLoad(LIMITS);
    private final BodyReader bodies = new BodyReader(vertx, LIMITS, load);
    private final Answers answers = new Answers(() -> Instant.parse("2015-08-30T12:36:00Z"));
    private final ResponseWriters writers = new ResponseWriters();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() {
        server =
                EdgeServer.create(vertx, EdgeServer.options(LIMITS), LIMITS, load)
                        .requestHandler(this::handle)
                        .listen(0, "127.0.0.1")
                        .await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void handle(HttpServerRequest request) {
        seen.add(request.uri());
        ResponseWriter writer =
                writers.choose(
                        EdgeRules.protocol(request.method(), request.uri(), request.headers()),
                        request.getHeader("Accept"));
        WireError refusal = rules.refusal(request.method(), request.uri(), request.headers());
        if (refusal != null) {
            answers.error(request, writer, "id-1", refusal, null);
            return;
        }
        bodies.read(request)
                .onSuccess(
                        body ->
                                answers.success(
                                        request,
                                        writer,
                                        "id-1",
                                        new ResponseHead(200, writer.contentType(), Map.of()),
                                        Buffer.buffer("got " + body.length)))
                .onFailure(
                        failure -> {
                            if (failure instanceof RefusedRequest refused) {
                                answers.error(request, writer, "id-1", refused.error(), null);
                            }
                        });
    }

    /** Sends and reads to the end of the connection. */
    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(ISO_8859_1));
            out.flush();
            return toEnd(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String toEnd(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] part = new byte[4_096];
        try {
            for (int n = socket.getInputStream().read(part); n >= 0; ) {
                answer.append(new String(part, 0, n, ISO_8859_1));
                n = socket.getInputStream().read(part);
            }
        } catch (java.net.SocketException e) {
            // A reset also ends the connection.
        }
        return answer.toString();
    }

    private static String status(String answer) {
        return answer.isEmpty() ? "" : answer.split(" ", 3)[1];
    }

    private static String post(String headers, String body) {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + headers
                + "\r\n"
                + body;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 8\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 8\r\n",
                "Content-Length: 8\r\nContent-Length: 8\r\n",
                "Content-Length: 8\r\nContent-Length: 0\r\n",
                "Content-Length: 8, 8\r\n",
                "Content-Length: +8\r\n",
                "Content-Length: 0x8\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: \r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding: chunked, x\r\n",
                "Transfer-Encoding: identity\r\n",
                "transfer-encoding:\tchunked\r\n",
                "Content-Length : 8\r\n",
                "Content-Length: 8\n",
                "X: a\nContent-Length: 8\r\n",
                "X: a\r\n folded\r\nContent-Length: 8\r\n",
                "X: a\r\n\tContent-Length: 8\r\n",
                "X: a\rContent-Length: 8\r\n",
                "X\u0000: a\r\nContent-Length: 8\r\n",
                "X: a\u0000\r\nContent-Length: 8\r\n",
                ": a\r\nContent-Length: 8\r\n",
                "no colon\r\nContent-Length: 8\r\n",
                "Host: b\r\nContent-Length: 8\r\n",
            })
    void a019_ambiguousHeadsAreRefusedAndNothingAfterThemIsRead(String headers) throws IOException {
        String answer = exchange(post(headers, "Action=X" + SMUGGLED + HONEST));

        assertEquals("400", status(answer), answer);
        assertEquals(1, answer.split("HTTP/1", -1).length - 1, answer);
        assertEquals(List.of(), seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0;a\n\r\n\r\n", // an extension that ends with a line feed only
                "8;a=\"\r\n\r\nb\"\r\nAction=X\r\n0\r\n\r\n", // a quoted extension
                "8;a\r\nAction=X\r\n0\r\n\r\n",
                "8 \r\nAction=X\r\n0\r\n\r\n",
                " 8\r\nAction=X\r\n0\r\n\r\n",
                "8\nAction=X\n0\n\n",
                "0x8\r\nAction=X\r\n0\r\n\r\n",
                "+8\r\nAction=X\r\n0\r\n\r\n",
                "-8\r\nAction=X\r\n0\r\n\r\n",
                "\r\nAction=X\r\n0\r\n\r\n",
                "000000008\r\nAction=X\r\n0\r\n\r\n", // nine digits
                "7\r\nAction=X\r\n0\r\n\r\n", // more data than told
                "8\r\nAction=X0\r\n\r\n", // no CRLF behind the data
                "8\r\nAction=X\r\n0\r\nX: trailer\r\n\r\n",
                "8\r\nAction=X\r\n0\r\nContent-Length: 8\r\n\r\n",
                "8\r\nAction=X\r\n0\r\n\n",
            })
    void a019_chunksOfMoreThanOneReadingAreRefused(String chunks) throws IOException {
        String answer = exchange(post("Transfer-Encoding: chunked\r\n", chunks + SMUGGLED));

        assertEquals("400", status(answer), answer);
        assertEquals(1, answer.split("HTTP/1", -1).length - 1, answer);
        assertEquals(List.of(), seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8\r\nAction=X\r\n0\r\n\r\n",
                "00000008\r\nAction=X\r\n00\r\n\r\n",
                "1\r\nA\r\n7\r\nction=X\r\n0\r\n\r\n",
            })
    void a019_twin_chunksArePutTogether(String chunks) throws IOException {
        String last = post("transfer-encoding: Chunked\r\nConnection: close\r\n", chunks);
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            String first = post("Transfer-Encoding: chunked\r\nX: a\r\n", chunks);
            out.write((first + HONEST + first).getBytes(ISO_8859_1));
            for (byte b : last.getBytes(ISO_8859_1)) {
                out.write(b);
                out.flush();
            }
            String answer = toEnd(socket);

            assertEquals(4, answer.split("got 8", -1).length - 1, answer);
            assertEquals(List.of("/", "/", "/", "/"), seen);
        }
        assertEquals(0, load.sum());
    }

    @Test
    void a019_chunksAreForClientsOfHttp11ThatDoNotWait() throws IOException {
        String body = "8\r\nAction=X\r\n0\r\n\r\n";
        String old = post("Transfer-Encoding: chunked\r\n", body).replace("HTTP/1.1", "HTTP/1.0");
        assertEquals("400", status(exchange(old)));
        String waiting = post("Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n", body);
        assertEquals("400", status(exchange(waiting)));
        String twice = post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", body);
        assertEquals("400", status(exchange(twice)));
        assertEquals(List.of(), seen);
    }

    @Test
    void a124_chunksAreBoundedTogetherAndInTime() throws IOException {
        String chunk = "100\r\n" + "x".repeat(0x100) + "\r\n";
        for (String chunks : List.of(chunk.repeat(4), "FFFFFFFF\r\n", "3E9\r\n")) {
            String answer = exchange(post("Transfer-Encoding: chunked\r\n", chunks + SMUGGLED));
            assertEquals("413", status(answer), answer);
        }
        assertEquals(List.of("/", "/", "/"), seen, "never what comes behind");
        assertEquals("", exchange(post("Transfer-Encoding: chunked\r\n", "8\r\nAct")));
        assertEquals(0, load.sum());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST  / HTTP/1.1",
                "POST / HTTP/1.1 ",
                "POST / HTTP/2.0",
                "POST / HTTP/1.2",
                "POST / http/1.1",
                "POST /",
                "POST\t/\tHTTP/1.1",
                " POST / HTTP/1.1",
                "PO(ST / HTTP/1.1",
                "POST /\u00e9 HTTP/1.1",
            })
    void a019_aRequestLineHasOneSpelling(String line) throws IOException {
        assertEquals("400", status(exchange(line + "\r\nHost: a\r\n\r\n" + SMUGGLED)));
        assertEquals(List.of(), seen);
    }

    @Test
    void a019_twin_honestRequestsPassAlsoInARowAndInPieces() throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write((HONEST + HONEST).getBytes(ISO_8859_1));
            String last = post("Content-Length: 8\r\nConnection: close\r\n", "Action=X");
            for (byte b : last.getBytes(ISO_8859_1)) {
                out.write(b);
                out.flush();
            }
            String answer = toEnd(socket);

            assertEquals(3, answer.split("got 8", -1).length - 1, answer);
            assertEquals(List.of("/", "/", "/"), seen);
        }
    }

    @Test
    void a019_aBadRequestBehindAGoodOneIsAnsweredInItsTurn() throws IOException {
        String answer =
                exchange(HONEST + post("Content-Length: 8\r\nContent-Length: 8\r\n", "Action=X"));

        assertTrue(answer.indexOf("200 OK") >= 0, answer);
        assertTrue(answer.indexOf(" 400 ") > answer.indexOf("got 8"), answer);
        assertEquals(List.of("/"), seen);
    }

    @Test
    void everyAnswerCarriesItsHeaders() throws IOException {
        String answer = exchange(post("Content-Length: 0\r\nConnection: close\r\n", ""));

        assertTrue(answer.contains("x-amzn-RequestId: id-1\r\n"), answer);
        assertTrue(answer.contains("date: Sun, 30 Aug 2015 12:36:00 GMT\r\n"), answer);
        assertTrue(answer.contains("cache-control: no-store\r\n"), answer);
        assertTrue(answer.contains("content-type: text/xml\r\n"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "HEAD", "PUT", "DELETE", "PATCH", "FOO"})
    void a023_otherMethodsAreRefusedWithoutCors(String method) throws IOException {
        String answer =
                exchange(
                        method
                                + " / HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\n"
                                + "Connection: close\r\n\r\n");

        assertEquals("405", status(answer), answer);
        assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("access-control"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/./",
                "/a/../",
                "/%2e/",
                "%2F",
                "/%2F",
                "http://other/",
                "http://a/",
                "/x",
                "*",
            })
    void a014_onlyTheRootPathIsRoutedByteForByte(String target) throws IOException {
        String answer =
                exchange("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertEquals("400", status(answer), answer);
    }

    @Test
    void aRefusalWithoutABodyKeepsTheConnection() throws IOException {
        String refused = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
        String answer =
                exchange(refused + refused.replace("a\r\n\r\n", "a\r\nConnection: close\r\n\r\n"));

        assertEquals(2, answer.split(" 400 Bad Request", -1).length - 1, answer);
    }

    @Test
    void a124_aLargeBodyIsRefusedBeforeItIsRead() throws IOException {
        String answer = exchange(post("Content-Length: 1073741824\r\n", "Action=X"));

        assertEquals("413", status(answer), answer);
        assertTrue(answer.contains("connection: close"), answer);
    }

    @Test
    void a124_aClientThatWaitsToContinueIsRefusedOrTold() throws IOException {
        String expect = "Expect: 100-continue\r\nConnection: close\r\n";
        String tooLarge = exchange(post("Content-Length: 1001\r\n" + expect, ""));
        assertEquals("413", status(tooLarge), tooLarge);

        String fits = exchange(post("Content-Length: 8\r\n" + expect, "Action=X"));
        assertTrue(fits.startsWith("HTTP/1.1 100 "), fits);
        assertTrue(fits.contains("got 8"), fits);
    }

    @Test
    void a124_aSlowBodyIsRefusedAndASlowHeadClosed() throws IOException {
        String slowBody = exchange(post("Content-Length: 8\r\n", "Act"));
        assertEquals("408", status(slowBody), slowBody);

        assertEquals("", exchange("POST / HTTP/1.1\r\nHos"));
    }

    @Test
    void a124_headsAreBoundedInSizeAndNumber() throws IOException {
        String large = "X: " + "a".repeat(64 * 1024) + "\r\n";
        assertEquals("431", status(exchange(post(large, ""))));
        assertEquals("431", status(exchange(post("X: a\r\n".repeat(10_000), ""))));
        assertEquals(
                "414",
                status(exchange("GET /?" + "a".repeat(3_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")));
        assertEquals(
                "200", status(exchange(HONEST.replace("Host: a", "Host: a\r\nConnection: close"))));
    }

    @Test
    void a124_anEncodedBodyIsRefused() throws IOException {
        String answer =
                exchange(post("Content-Encoding: gzip\r\nContent-Length: 8\r\n", "Action=X"));

        assertEquals("415", status(answer), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/xml",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded; charset=utf-16",
            })
    void a020_otherBodyTypesAreNotParsed(String type) throws IOException {
        String answer =
                exchange(
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                + type
                                + "\r\nContent-Length: 8\r\n\r\nAction=X");

        assertEquals("400", status(answer), answer);
        assertTrue(answer.contains("<Code>ValidationError</Code>"), answer);
    }

    @Test
    void a020_twin_theFormTypeMayNameUtf8() throws IOException {
        String answer =
                exchange(
                        HONEST.replace(
                                "urlencoded\r\n",
                                "urlencoded; charset=utf-8\r\nConnection: close\r\n"));

        assertEquals("200", status(answer), answer);
    }

    @Test
    void theJsonProtocolIsPostOnlyAndOfItsOwnType() throws IOException {
        String head = "X-Amz-Target: T.Op\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n";
        assertEquals("405", status(exchange("GET / HTTP/1.1\r\n" + head + "\r\n{}")));
        assertEquals(
                "400",
                status(
                        exchange(
                                "POST / HTTP/1.1\r\nContent-Type: application/json\r\n"
                                        + head
                                        + "\r\n{}")));
        assertEquals(
                "200",
                status(
                        exchange(
                                "POST / HTTP/1.1\r\nContent-Type: application/x-amz-json-1.1\r\n"
                                        + head
                                        + "\r\n{}")));
    }
}
