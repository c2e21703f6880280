package io.ostiary.gateway.remote;

import io.ostiary.log.codec.Unreadable;
import io.ostiary.sealing.InternalMac;
import io.ostiary.sealing.PurposeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Asks one other service of ours. A call is sent once, in bounded time, and an answer is believed
 * only when its MAC says that it belongs to this call; everything else fails the future.
 */
public final class InternalClient implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final int MAX_ANSWER = 8 * 1024 * 1024;
    private static final int CONNECTIONS = 64;
    // Shorter than the server's idle time, so that no call meets a connection about to close.
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Neighbour neighbour;
    private final InternalMac mac;
    private final InstantSource clock;
    private final HttpClientAgent http;
    private final InternalCalls calls;

    /**
     * @param key for the purpose INTERNAL_CALL
     */
    public InternalClient(Vertx vertx, Neighbour neighbour, PurposeKey key, InstantSource clock) {
        this.neighbour = neighbour;
        this.mac = new InternalMac(key);
        this.clock = clock;
        this.calls = new InternalCalls(key);
        this.http =
                vertx.createHttpClient(
                        neighbour
                                .client()
                                .setConnectTimeout(2_000)
                                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                                .setTcpNoDelay(true),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    InternalCalls calls() {
        return calls;
    }

    <Q, A> Future<A> call(InternalCall<Q, A> call, Q question) {
        byte[] body = call.questions().encode(question);
        String stamp = mac.stamp("POST", call.path(), body, clock.instant());
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(neighbour.host())
                        .setPort(neighbour.port())
                        .setURI(call.path())
                        .setTimeout(TIMEOUT.toMillis())
                        .putHeader(InternalMac.HEADER, stamp);
        // Nested, so that the answer's handlers are set where its head arrives: behind the outer
        // future, which hops to the caller's context, the body could have passed already.
        return http.request(options)
                .compose(
                        (HttpClientRequest request) ->
                                request.send(Buffer.buffer(body))
                                        .compose(response -> answer(call, stamp, response)))
                // The whole call, whatever part of it stalls.
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <A> Future<A> answer(
            InternalCall<?, A> call, String stamp, HttpClientResponse response) {
        String proof = response.getHeader(InternalMac.HEADER);
        if (response.statusCode() != 200 || proof == null || tooLong(response)) {
            response.request().reset();
            return Future.failedFuture(
                    new IllegalStateException(
                            "an internal call was answered with " + response.statusCode()));
        }
        return response.body()
                .compose(
                        received -> {
                            byte[] body = received.getBytes();
                            if (!mac.verify(proof, "ANSWER", stamp, body, clock.instant())) {
                                return Future.failedFuture(
                                        new IllegalStateException(
                                                "an answer that is not to this call"));
                            }
                            try {
                                return Future.succeededFuture(call.answers().decode(body));
                            } catch (Unreadable e) {
                                return Future.failedFuture(e);
                            }
                        });
    }

    private static boolean tooLong(HttpClientResponse response) {
        String length = response.getHeader("Content-Length");
        try {
            return length == null || Long.parseLong(length) > MAX_ANSWER;
        } catch (NumberFormatException _) {
            return true;
        }
    }

    @Override
    public void close() {
        http.close().await();
    }
}
