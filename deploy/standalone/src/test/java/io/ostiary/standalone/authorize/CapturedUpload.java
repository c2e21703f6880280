package io.ostiary.standalone.authorize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * What an asking service received from a stock client: the request, and the parts of its streamed
 * body (content encoding aws-chunked).
 *
 * @param headers lower-case names
 * @param trailer names and values behind the last chunk, the signature among them
 */
record CapturedUpload(
        String method,
        String path,
        Map<String, String> headers,
        List<Part> parts,
        Map<String, String> trailer) {

    private static final String CHUNK_SIGNATURE = ";chunk-signature=";

    /**
     * @param signature empty where chunks have none
     */
    record Part(String sha256, String signature) {}

    /** A server that takes everything in and answers 200. */
    static final class Receiver implements AutoCloseable {
        private final BlockingQueue<CapturedUpload> received = new LinkedBlockingQueue<>();
        private final HttpServer server;

        Receiver() throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        byte[] body = exchange.getRequestBody().readAllBytes();
                        Map<String, String> headers = new TreeMap<>();
                        exchange.getRequestHeaders()
                                .forEach(
                                        (name, values) ->
                                                headers.put(
                                                        name.toLowerCase(),
                                                        String.join(",", values)));
                        received.add(
                                of(
                                        exchange.getRequestMethod(),
                                        exchange.getRequestURI().toString(),
                                        headers,
                                        new String(body, ISO_8859_1)));
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        CapturedUpload next() throws InterruptedException {
            return received.take();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static CapturedUpload of(
            String method, String path, Map<String, String> headers, String body) {
        List<Part> parts = new ArrayList<>();
        Map<String, String> trailer = new TreeMap<>();
        if (headers.getOrDefault("content-encoding", "").contains("aws-chunked")) {
            int at = 0;
            int length;
            do {
                int end = body.indexOf("\r\n", at);
                String line = body.substring(at, end);
                int mark = line.indexOf(';');
                length = Integer.parseInt(mark < 0 ? line : line.substring(0, mark), 16);
                String bytes = body.substring(end + 2, end + 2 + length);
                parts.add(
                        new Part(
                                sha256(bytes),
                                mark < 0 ? "" : line.substring(mark + CHUNK_SIGNATURE.length())));
                at = end + 2 + length + (length == 0 ? 0 : 2);
            } while (length > 0);
            for (String line : body.substring(at).split("\r\n")) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    trailer.put(line.substring(0, colon), line.substring(colon + 1));
                }
            }
        }
        return new CapturedUpload(method, path, headers, parts, trailer);
    }

    String mode() {
        return headers.getOrDefault("x-amz-content-sha256", "");
    }

    /** The question of {@code /v1/authorize} about who signed. */
    String question(String action, String resource) {
        String lines =
                headers.entrySet().stream()
                        .map(
                                header ->
                                        "\"%s\":\"%s\""
                                                .formatted(
                                                        header.getKey(),
                                                        header.getValue().replace("\"", "\\\"")))
                        .collect(Collectors.joining(","));
        return """
        {"signedRequest":{"service":"s3","hosts":["%s"],"method":"%s","path":"%s","headers":{%s},
        "bodySha256":"%s"},"action":"%s","resource":"%s"}\
        """
                .formatted(headers.get("host"), method, path, lines, mode(), action, resource);
    }

    static String chunk(Part part) {
        return "{\"sha256\":\"%s\",\"signature\":\"%s\"}".formatted(part.sha256, part.signature);
    }

    private static String sha256(String bytes) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(bytes.getBytes(ISO_8859_1)));
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
