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
 * byte is read where the length is announced; too slow is 408; 503 when the requests of all
 * connections hold too much together. Each fails the future with a {@link RefusedRequest}, and the
 * connection must be closed with the answer, since the rest of the body may still come. A
 * connection that ends early fails it otherwise; nobody is there to be answered.
 */
public final class BodyReader {

    private static final WireError TOO_LARGE =
            new WireError("RequestEntityTooLarge", 413, "The request is too large.");
    private static final WireError TOO_SLOW =
            new WireError("RequestTimeout", 408, "The request took too long to arrive.");
    private static final WireError TOO_MUCH =
            new WireError(
                    "ServiceUnavailable",
                    503,
                    "The service holds too many large requests. Nothing was changed.");

    private final Vertx vertx;
    private final EdgeLimits limits;
    private final EdgeLoad load;

    /**
     * @param load of the server that the requests come from
     */
    public BodyReader(Vertx vertx, EdgeLimits limits, EdgeLoad load) {
        this.vertx = vertx;
        this.limits = limits;
        this.load = load;
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
        return new Collecting(request).start();
    }

    /** HeadGuard has let one Content-Length of digits through, or none, which is an empty body. */
    static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? 0 : Long.parseLong(length.trim());
    }

    private final class Collecting {
        private final HttpServerRequest request;
        private final Promise<byte[]> body = Promise.promise();
        private final EdgeLoad.Share share = load.share();
        // Grows with what arrives: what was announced costs the caller nothing to say.
        private final Buffer collected = Buffer.buffer();

        Collecting(HttpServerRequest request) {
            this.request = request;
        }

        Future<byte[]> start() {
            request.exceptionHandler(body::tryFail);
            // A request is held until it is answered, or until there is nobody to answer.
            request.response().endHandler(_ -> share.release());
            request.response().closeHandler(_ -> share.release());
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
            } else if (!share.grow(collected.length() + part.length())) {
                refuse(TOO_MUCH);
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
