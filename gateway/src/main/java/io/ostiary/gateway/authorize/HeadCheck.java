package io.ostiary.gateway.authorize;

import io.ostiary.gateway.edge.EdgeRules;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

/** What a request's head must look like before its body is worth reading. Pure. */
final class HeadCheck {

    static final String REQUEST_ID = "X-Request-ID";
    private static final int MAX_REQUEST_ID = 256;
    private static final int MAX_HOST = 256;

    private HeadCheck() {}

    static @Nullable ApiError refusal(Route route, HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (!request.method().name().equals(route.method())) {
            return new ApiError(
                    405, "MethodNotAllowed", "This is called with " + route.method() + ".");
        }
        if (request.uri().indexOf('?') >= 0) {
            return ApiError.invalid("This takes no query.");
        }
        if (headers.contains("Content-Encoding")) {
            return new ApiError(
                    415, "UnsupportedMediaType", "An encoded request body is not supported.");
        }
        boolean body = route.method().equals("POST");
        if (body
                && (headers.getAll("Content-Type").size() > 1
                        || !"application/json"
                                .equals(EdgeRules.mediaType(headers.get("Content-Type"))))) {
            return new ApiError(
                    415, "UnsupportedMediaType", "The content type must be application/json.");
        }
        if (headers.contains(REQUEST_ID) && requestId(headers) == null) {
            return ApiError.invalid("The header " + REQUEST_ID + " is not printable text.");
        }
        return null;
    }

    /** The asker's own id of its request, to be echoed; null when there is none to be echoed. */
    static @Nullable String requestId(MultiMap headers) {
        String id = headers.get(REQUEST_ID);
        return id != null && isPrintable(id, MAX_REQUEST_ID) ? id : null;
    }

    /** Host and port as a URL holds them, or null. */
    static @Nullable String host(HttpServerRequest request) {
        String host = request.getHeader("Host");
        if (host == null || host.isEmpty() || host.length() > MAX_HOST) {
            return null;
        }
        return host.chars().allMatch(HeadCheck::isOfHost) ? host : null;
    }

    private static boolean isOfHost(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == ':'
                || c == '['
                || c == ']';
    }

    private static boolean isPrintable(String text, int max) {
        return !text.isEmpty()
                && text.length() <= max
                && text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }
}
