package io.ostiary.bench;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The floor of reads: a Vert.x route, an event loop a core, that reads the request to its end and
 * answers the same bytes, headers and body. It verifies nothing; where the body is JSON it reads it
 * into a tree. Of several requests it knows each answer by the request's body.
 */
final class FloorRoute implements AutoCloseable {

    // Vert.x: one random port that all instances of a deployment share.
    private static final int SHARED_RANDOM_PORT = -1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger port = new AtomicInteger();

    /**
     * @param requests one or more
     * @param recorded what the house answered to each
     */
    FloorRoute(List<byte[]> requests, List<Connection.Answer> recorded) {
        var answers = new HashMap<ByteBuffer, Prepared>();
        for (int i = 0; i < requests.size(); i++) {
            Connection.Answer answer = recorded.get(i);
            answers.put(
                    body(requests.get(i)),
                    new Prepared(answer.headers(), Buffer.buffer(answer.body())));
        }
        int loops = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(
                        () -> new Listener(answers), new DeploymentOptions().setInstances(loops))
                .await();
    }

    /** What stands behind the first empty line. */
    private static ByteBuffer body(byte[] request) {
        int at = 0;
        while (request[at] != '\r' || request[at + 2] != '\r') {
            at++;
        }
        return ByteBuffer.wrap(request, at + 4, request.length - at - 4).slice();
    }

    private record Prepared(Map<String, String> headers, Buffer body) {}

    private final class Listener extends VerticleBase {

        private final Map<ByteBuffer, Prepared> answers;
        private final Prepared first;

        Listener(Map<ByteBuffer, Prepared> answers) {
            this.answers = answers;
            this.first = answers.values().iterator().next();
        }

        @Override
        public Future<?> start() {
            return vertx.createHttpServer()
                    .requestHandler(this::answer)
                    .listen(SHARED_RANDOM_PORT, "127.0.0.1")
                    .onSuccess(server -> port.set(server.actualPort()));
        }

        private void answer(HttpServerRequest request) {
            request.body()
                    .onSuccess(
                            body -> {
                                byte[] bytes = body.getBytes();
                                read(bytes);
                                Prepared answer =
                                        answers.size() == 1
                                                ? first
                                                : Objects.requireNonNull(
                                                        answers.get(ByteBuffer.wrap(bytes)));
                                var response = request.response();
                                answer.headers().forEach(response::putHeader);
                                response.end(answer.body());
                            });
        }
    }

    private static void read(byte[] body) {
        if (body.length > 0 && body[0] == '{') {
            try {
                JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    int port() {
        return port.get();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
