package io.ostiary.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The floor of reads: a Vert.x route, an event loop a core, that reads the request to its end and
 * answers the same bytes, headers and body. It verifies nothing.
 */
final class FloorRoute implements AutoCloseable {

    // Vert.x: one random port that all instances of a deployment share.
    private static final int SHARED_RANDOM_PORT = -1;

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
                            _ -> {
                                var response = request.response();
                                answer.headers().forEach(response::putHeader);
                                response.end(answer.body());
                            });
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
