package io.ostiary.standalone.terraform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.ostiary.standalone.lesson.SignedCalls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a client and the house, passes all on as it is and keeps the calls of IAM. It
 * works on a socket of its own, since the client has signed the address that it knows, and JDK's
 * HTTP client sends no other Host than the one it calls.
 */
final class CallRecorder implements AutoCloseable {
    private final URI house;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RecordedCall> calls = new ArrayList<>();

    CallRecorder(String house) throws IOException {
        this.house = URI.create(house);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::passOn);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All so far, in the order in which they were answered. */
    List<RecordedCall> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    private void passOn(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        byte[] reply = send(exchange, body);
        String text = new String(reply, ISO_8859_1);
        int status = Integer.parseInt(text.substring(9, 12));
        int end = text.indexOf("\r\n\r\n") + 4;
        for (String line : text.substring(0, end).split("\r\n")) {
            int colon = line.indexOf(": ");
            if (colon > 0 && !line.regionMatches(true, 0, "content-length", 0, colon)) {
                exchange.getResponseHeaders()
                        .add(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        exchange.getResponseHeaders().remove("Connection");
        String form = new String(body, UTF_8);
        if (form.contains("Version=" + SignedCalls.IAM)) {
            String answer = new String(reply, end, reply.length - end, UTF_8);
            synchronized (calls) {
                calls.add(RecordedCall.of(form, status, answer));
            }
        }
        exchange.sendResponseHeaders(status, reply.length - end);
        exchange.getResponseBody().write(reply, end, reply.length - end);
        exchange.close();
    }

    private byte[] send(HttpExchange exchange, byte[] body) throws IOException {
        var head = new StringBuilder(exchange.getRequestMethod());
        head.append(' ').append(exchange.getRequestURI()).append(" HTTP/1.1\r\n");
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!name.equalsIgnoreCase("connection")) {
                                values.forEach(
                                        value ->
                                                head.append(name)
                                                        .append(": ")
                                                        .append(value)
                                                        .append("\r\n"));
                            }
                        });
        // The end of the answer is then the end of the connection.
        head.append("Connection: close\r\n\r\n");
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(ISO_8859_1));
        request.writeBytes(body);
        try (var socket = new Socket(house.getHost(), house.getPort())) {
            socket.getOutputStream().write(request.toByteArray());
            return socket.getInputStream().readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
