package io.ostiary.gateway.edge;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes HTTP servers that speak nothing but HTTP/1.1 under our limits. A request that breaks the
 * framing rules ({@link HeadGuard}) reaches the server's invalid-request handler, or is answered
 * 400, 414 or 431 by default; either way its connection is closed.
 */
public final class EdgeServer {

    private static final String DECODER = "httpDecoder";
    private static final long HTTP2_STREAMS = 1_000;

    /** Of a body, in bytes. */
    private static final int MAX_PART = 64 * 1024;

    private EdgeServer() {}

    /** The options of a listener that speaks plain HTTP. */
    public static HttpServerOptions options(EdgeLimits limits) {
        return options(limits, null);
    }

    /**
     * The options every listener of ours has.
     *
     * @param tls null for plain HTTP
     */
    public static HttpServerOptions options(EdgeLimits limits, @Nullable TlsReload tls) {
        HttpServerOptions options =
                tls == null
                        ? new HttpServerOptions()
                        : tls.current().serving(new HttpServerOptions());
        return options.setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setIdleTimeout(Math.toIntExact(limits.idle().toSeconds()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true)
                // Fewer parts of a large body: each costs as much as a small request.
                .setMaxChunkSize(MAX_PART)
                // One protocol, one framing: no second parser for an attacker to disagree with.
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setDecompressionSupported(false)
                // No WebSockets: their handlers would look at every request.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setCompressionSupported(false)
                // The body's size is judged first, by BodyReader.
                .setHandle100ContinueAutomatically(false);
    }

    /**
     * A server whose connections are guarded; the caller sets its handlers and lets it listen.
     *
     * @param load shared by the servers of one port, and by their body readers
     */
    public static HttpServer create(
            Vertx vertx, HttpServerOptions options, EdgeLimits limits, EdgeLoad load) {
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> guard(connection, limits, load));
    }

    /**
     * A server that speaks nothing but HTTP/2, for gRPC; the caller sets its handler and lets it
     * listen.
     *
     * @param tls null for HTTP/2 in the clear
     */
    public static HttpServer createHttp2(
            Vertx vertx, EdgeLimits limits, EdgeLoad load, @Nullable TlsReload tls) {
        HttpServerOptions options =
                options(limits, tls)
                        .setHttp2ClearTextEnabled(tls == null)
                        .setUseAlpn(tls != null)
                        .setAlpnVersions(List.of(HttpVersion.HTTP_2));
        options.getInitialSettings()
                .setMaxConcurrentStreams(HTTP2_STREAMS)
                .setMaxHeaderListSize(limits.headerBytes());
        return vertx.createHttpServer(options)
                .connectionHandler(
                        connection -> {
                            if (!load.enter()) {
                                connection.close();
                                return;
                            }
                            connection.closeHandler(_ -> load.leave());
                        });
    }

    /**
     * Awaits that a server listens. Vert.x throws what is checked without declaring it, past every
     * handler of ours; here it becomes what handlers know.
     *
     * @throws UncheckedIOException when it cannot listen, such as at a port that is taken
     */
    public static <T> T awaitListening(Future<T> listening, String where) {
        try {
            return listening.await();
        } catch (Exception e) {
            if (e instanceof IOException cause) {
                throw new UncheckedIOException(
                        "cannot listen at %s: %s".formatted(where, cause.getMessage()), cause);
            }
            throw e;
        }
    }

    /** Called while the connection's pipeline is set up, so before its first byte is read. */
    private static void guard(HttpConnection connection, EdgeLimits limits, EdgeLoad load) {
        if (!(connection instanceof ConnectionBase base)) {
            connection.close(); // never read what cannot be guarded
            return;
        }
        if (!load.enter()) {
            connection.close();
            return;
        }
        base.channel().closeFuture().addListener(_ -> load.leave());
        ChannelPipeline pipeline = base.channel().pipeline();
        pipeline.addBefore(DECODER, "headGuard", new HeadGuard(limits, load));
    }
}
