package io.ostiary.gateway.edge;

import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.protocol.WireError;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;

/**
 * What a request's head must look like before its body is worth reading: GET or POST, the API's own
 * path byte for byte (attack A014), no encoded body, and one of the two content types we speak. Of
 * the REST protocols the router judges method and path. Pure.
 */
public final class EdgeRules {

    public static final String FORM = "application/x-www-form-urlencoded";
    public static final String JSON = "application/json";
    public static final String AWS_JSON = "application/x-amz-json-1.1";
    private static final String TARGET = "X-Amz-Target";

    private static final String CREDENTIAL = "Credential=";
    private static final String S3_SCOPE = "/s3/aws4_request";
    private static final Set<String> JSON_PATHS =
            Set.of(
                    "/v1/resource-policies",
                    "/policy/validation",
                    "/policy/check-access-not-granted",
                    "/policy/check-no-new-access",
                    "/policy/check-no-public-access");
    private static final Set<HttpMethod> REST_METHODS =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.PUT,
                    HttpMethod.POST,
                    HttpMethod.DELETE);

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

    /**
     * Which protocol the request speaks: a path of our own or of Access Analyzer says JSON over
     * REST; a target header or the JSON content type says JSON; a credential for S3 says S3, but
     * for a POST or an Action at the root, which are Query calls whoever signed them (wire trap 4).
     *
     * @param target as it stood in the request line
     */
    public static Protocol protocol(HttpMethod method, String target, MultiMap headers) {
        if (JSON_PATHS.contains(path(target))) {
            return Protocol.REST_JSON;
        }
        if (headers.contains(TARGET) || AWS_JSON.equals(mediaType(headers.get("Content-Type")))) {
            return Protocol.JSON_1_1;
        }
        boolean query =
                path(target).equals("/")
                        && (method.equals(HttpMethod.POST) || target.contains("Action="));
        return !query && isSignedForS3(headers.get("Authorization"))
                ? Protocol.REST_XML
                : Protocol.QUERY;
    }

    /** By the credential's scope; whether that is true, and the only one, the verifier sees. */
    private static boolean isSignedForS3(@Nullable String authorization) {
        if (authorization == null) {
            return false;
        }
        int credential = authorization.indexOf(CREDENTIAL);
        if (credential < 0) {
            return false;
        }
        int end = authorization.indexOf(',', credential);
        String scope = authorization.substring(credential, end < 0 ? authorization.length() : end);
        return scope.strip().endsWith(S3_SCOPE);
    }

    private static String path(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
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
        Protocol protocol = protocol(method, target, headers);
        if (protocol.isRest()) {
            return restRefusal(protocol, method, headers);
        }
        boolean get = method.equals(HttpMethod.GET);
        if (!get && !method.equals(HttpMethod.POST)) {
            return new WireError("MethodNotAllowed", 405, "The API is called with GET or POST.");
        }
        if (!root.equals(path(target))) {
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

    private static @Nullable WireError restRefusal(
            Protocol protocol, HttpMethod method, MultiMap headers) {
        if (!REST_METHODS.contains(method)) {
            return new WireError(
                    "MethodNotAllowed",
                    405,
                    "The specified method is not allowed against this resource.");
        }
        if (headers.contains("Content-Encoding")) {
            return WireError.common(
                    CommonError.Kind.NOT_IMPLEMENTED,
                    "An encoded request body is not supported.",
                    protocol);
        }
        return protocol == Protocol.REST_JSON
                        && hasBody(headers)
                        && !JSON.equals(mediaType(headers.get("Content-Type")))
                ? invalid(protocol, "The content type must be " + JSON + ".")
                : null;
    }

    private static @Nullable WireError contentType(Protocol protocol, @Nullable String mediaType) {
        String wanted =
                switch (protocol) {
                    case QUERY -> FORM;
                    case JSON_1_1 -> AWS_JSON;
                    case REST_XML, REST_JSON -> throw new IllegalArgumentException("any");
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
