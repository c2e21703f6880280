package io.ostiary.gateway.edge;

import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.gateway.protocol.WireError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Collects a request's body, bounded in size and time (attack A124): too large is 413, before a
 * byte is read where the length is announced; too slow is 408. Both fail the future with a {@link
 * RefusedRequest}, and the connection must be closed with the answer, since the rest of the body
 * may still come. A connection that ends early fails it otherwise; nobody is there to be answered.
 */
public final class BodyReader {

    private static final WireError TOO_LARGE =
            new WireError("RequestEntityTooLarge", 413, "The request is too large.");
    private static final WireError TOO_SLOW =
            new WireError("RequestTimeout", 408, "The request took too long to arrive.");

    private final Vertx vertx;
    private final EdgeLimits limits;

    public BodyReader(Vertx vertx, EdgeLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** Called on the request's event loop, in the handler that received it. */
    public Future<byte[]> read(HttpServerRequest request) {
        long announced = announced(request);
        if (announced > limits.bodyBytes()) {
            request.pause();
            return Future.failedFuture(new RefusedRequest(TOO_LARGE));
        }
        if (announced == 0) {
            return Future.succeededFuture(new byte[0]);
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        return new Collecting(request, (int) announced).start();
    }

    /** HeadGuard has let one Content-Length of digits through, or none, which is an empty body. */
    static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? 0 : Long.parseLong(length.trim());
    }

    private final class Collecting {
        private final HttpServerRequest request;
        private final Promise<byte[]> body = Promise.promise();
        private final Buffer collected;

        Collecting(HttpServerRequest request, int announced) {
            this.request = request;
            this.collected = Buffer.buffer(announced);
        }

        Future<byte[]> start() {
            request.exceptionHandler(body::tryFail);
            request.handler(this::add);
            request.endHandler(_ -> body.tryComplete(collected.getBytes()));
            // Most bodies come with their head and are whole before this runs: no timer for them.
            vertx.runOnContext(_ -> limitTime());
            return body.future();
        }

        private void limitTime() {
            if (!body.future().isComplete()) {
                long timer = vertx.setTimer(limits.body().toMillis(), _ -> refuse(TOO_SLOW));
                body.future().onComplete(_ -> vertx.cancelTimer(timer));
            }
        }

        private void add(Buffer part) {
            if (collected.length() + part.length() > limits.bodyBytes()) {
                refuse(TOO_LARGE);
            } else {
                collected.appendBuffer(part);
            }
        }

        private void refuse(WireError error) {
            if (body.tryFail(new RefusedRequest(error))) {
                request.pause();
            }
        }
    }
}
