package io.ostiary.gateway.edge;

import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.protocol.WireError;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * What a request's head must look like before its body is worth reading: GET or POST, the API's own
 * path byte for byte (attack A014), no encoded body, and one of the two content types we speak.
 * Pure.
 */
public final class EdgeRules {

    public static final String FORM = "application/x-www-form-urlencoded";
    public static final String AWS_JSON = "application/x-amz-json-1.1";
    private static final String TARGET = "X-Amz-Target";

    private final String root;

    public EdgeRules() {
        this("/");
    }

    /**
     * @param root the path of the API, beginning and ending with a slash
     */
    public EdgeRules(String root) {
        if (!root.startsWith("/") || !root.endsWith("/")) {
            throw new IllegalArgumentException("the API root must begin and end with a slash");
        }
        this.root = root;
    }

    /** Which protocol the request speaks; a target header or the JSON content type says JSON. */
    public static Protocol protocol(MultiMap headers) {
        return headers.contains(TARGET) || AWS_JSON.equals(mediaType(headers.get("Content-Type")))
                ? Protocol.JSON_1_1
                : Protocol.QUERY;
    }

    /** The query string of a raw request target, undecoded, or null. */
    public static @Nullable String rawQuery(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? null : target.substring(mark + 1);
    }

    /**
     * The refusal of a head, or null.
     *
     * @param target as it stood in the request line
     */
    public @Nullable WireError refusal(HttpMethod method, String target, MultiMap headers) {
        Protocol protocol = protocol(headers);
        boolean get = method.equals(HttpMethod.GET);
        if (!get && !method.equals(HttpMethod.POST)) {
            return new WireError("MethodNotAllowed", 405, "The API is called with GET or POST.");
        }
        int mark = target.indexOf('?');
        if (!root.equals(mark < 0 ? target : target.substring(0, mark))) {
            return invalid(protocol, "The API has no such path.");
        }
        if (get && protocol == Protocol.JSON_1_1) {
            return new WireError("MethodNotAllowed", 405, "The JSON API is called with POST.");
        }
        if (headers.contains("Content-Encoding")) {
            return new WireError(
                    "UnsupportedMediaType", 415, "An encoded request body is not supported.");
        }
        if (headers.getAll("Content-Type").size() > 1 || headers.getAll(TARGET).size() > 1) {
            return invalid(protocol, "A header occurs more than once.");
        }
        return hasBody(headers) || protocol == Protocol.JSON_1_1
                ? contentType(protocol, mediaType(headers.get("Content-Type")))
                : null;
    }

    private static @Nullable WireError contentType(Protocol protocol, @Nullable String mediaType) {
        String wanted =
                switch (protocol) {
                    case QUERY -> FORM;
                    case JSON_1_1 -> AWS_JSON;
                };
        return wanted.equals(mediaType)
                ? null
                : invalid(protocol, "The content type must be " + wanted + ".");
    }

    private static boolean hasBody(MultiMap headers) {
        String length = headers.get("Content-Length");
        return length != null && !length.trim().equals("0");
    }

    /** The type without its parameters, of which only a charset of UTF-8 is allowed; else null. */
    public static @Nullable String mediaType(@Nullable String contentType) {
        // As nearly everybody writes it.
        if (contentType == null || contentType.equals(FORM) || contentType.equals(AWS_JSON)) {
            return contentType;
        }
        String[] parts = contentType.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim().toLowerCase(Locale.ROOT);
            if (!parameter.isEmpty()
                    && !parameter.equals("charset=utf-8")
                    && !parameter.equals("charset=\"utf-8\"")) {
                return null;
            }
        }
        return parts[0].trim().toLowerCase(Locale.ROOT);
    }

    private static WireError invalid(Protocol protocol, String message) {
        return WireError.common(CommonError.Kind.VALIDATION_ERROR, message, protocol);
    }
}
