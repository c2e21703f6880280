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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The floor of reads: a Vert.x route, an event loop a core, that reads the request to its end and
 * answers the same bytes, headers and body. It verifies nothing; where the body is JSON it reads it
 * into a tree.
 */
final class FloorRoute implements AutoCloseable {

    // Vert.x: one random port that all instances of a deployment share.
    private static final int SHARED_RANDOM_PORT = -1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger port = new AtomicInteger();

    FloorRoute(Connection.Answer recorded) {
        var answer = new Prepared(recorded.headers(), Buffer.buffer(recorded.body()));
        int loops = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(
                        () -> new Listener(answer), new DeploymentOptions().setInstances(loops))
                .await();
    }

    private record Prepared(Map<String, String> headers, Buffer body) {}

    private final class Listener extends VerticleBase {

        private final Prepared answer;

        Listener(Prepared answer) {
            this.answer = answer;
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
                                read(body);
                                var response = request.response();
                                answer.headers().forEach(response::putHeader);
                                response.end(answer.body());
                            });
        }
    }

    private static void read(Buffer body) {
        if (body.length() > 0 && body.getByte(0) == '{') {
            try {
                JSON.readTree(body.getBytes());
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
