package io.ostiary.gateway.edge;

import io.ostiary.gateway.model.ServiceInfo;
import io.ostiary.gateway.protocol.ResponseHead;
import io.ostiary.gateway.protocol.ResponseWriter;
import io.ostiary.gateway.protocol.WireError;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Sends answers with the headers every one of them carries: request id, {@code Date} (SDKs correct
 * their clock by it, wire trap 14), content type, {@code Cache-Control: no-store}. No CORS header
 * is ever sent (A023).
 */
public final class Answers {

    private static final int NO_CONTENT = 204;
    private static final CharSequence ERROR_TYPE = HttpHeaders.createOptimized("x-amzn-ErrorType");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");
    private static final CharSequence ALLOWED = HttpHeaders.createOptimized("GET, POST");
    // HTTP wants two digits of the day; Java's RFC_1123_DATE_TIME writes one.
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private volatile DateText date = new DateText(Long.MIN_VALUE, "");

    private record DateText(long second, CharSequence text) {}

    public Answers(InstantSource clock) {
        this.clock = clock;
    }

    /** A fresh request id, as AWS writes them. */
    public static String requestId() {
        return UUID.randomUUID().toString();
    }

    public Future<Void> success(
            HttpServerRequest request,
            ResponseWriter writer,
            String requestId,
            ResponseHead head,
            Buffer body) {
        HttpServerResponse response = request.response();
        response.setStatusCode(head.status());
        headers(response, writer, requestId, head.contentType());
        head.headers().forEach(response::putHeader);
        return end(request, body);
    }

    /** Nothing follows the head of what was asked by HEAD, or is no content (RFC 9110). */
    private static Future<Void> end(HttpServerRequest request, Buffer body) {
        HttpServerResponse response = request.response();
        if (request.method().equals(HttpMethod.HEAD)
                || response.getStatusCode() == NO_CONTENT) {
            response.headers().remove(HttpHeaders.CONTENT_TYPE);
            return response.end();
        }
        return response.end(body);
    }

    /**
     * @param service null when the request was refused before its service was known
     */
    public Future<Void> error(
            HttpServerRequest request,
            ResponseWriter writer,
            String requestId,
            WireError error,
            @Nullable ServiceInfo service) {
        HttpServerResponse response = request.response();
        response.setStatusCode(error.httpStatus());
        headers(response, writer, requestId, writer.contentType());
        response.putHeader(ERROR_TYPE, error.code());
        if (error.httpStatus() == 405) {
            response.putHeader(HttpHeaders.ALLOW, ALLOWED);
        }
        Buffer body = writer.error(error, requestId, service);
        if (request.isEnded() || BodyReader.announced(request) == 0) {
            return end(request, body);
        }
        // The body was not read: what follows on this connection must never count as a request.
        response.putHeader(HttpHeaders.CONNECTION, CLOSE);
        return end(request, body).eventually(() -> request.connection().close());
    }

    private void headers(
            HttpServerResponse response,
            ResponseWriter writer,
            String requestId,
            String contentType) {
        response.putHeader(writer.requestIdHeader(), requestId)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.DATE, date())
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }

    /** Formatted once a second. */
    private CharSequence date() {
        long second = clock.instant().getEpochSecond();
        DateText current = date;
        if (current.second() != second) {
            String text = HTTP_DATE.format(java.time.Instant.ofEpochSecond(second));
            current = new DateText(second, HttpHeaders.createOptimized(text));
            date = current;
        }
        return current.text();
    }
}
