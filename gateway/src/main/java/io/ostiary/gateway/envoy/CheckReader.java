package io.ostiary.gateway.envoy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.PayloadMode;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.SignedRequest.Header;
import io.ostiary.gateway.pipeline.Gate;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From what Envoy tells of a request to the question that it is. Who asks is whoever signed the
 * request; no header is taken for it.
 */
final class CheckReader {

    private static final int MAX_HEADERS = 200;
    private static final int MAX_BYTES = 64 * 1024;
    private static final String PAYLOAD = "x-amz-content-sha256";
    private static final String PRESIGNED = "X-Amz-Signature=";

    private final EnvoyRoutes routes;

    CheckReader(EnvoyRoutes routes) {
        this.routes = routes;
    }

    /** Null when it is none that a route allows to be asked. */
    @Nullable Question read(CheckRequest check) {
        AttributeContext.HttpRequest http = check.getAttributes().getRequest().getHttp();
        String target = http.getPath();
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        EnvoyRoutes.Found found = routes.find(http.getHost(), http.getMethod(), path);
        List<Header> headers = headers(http);
        if (found == null || headers == null || target.indexOf('#') >= 0) {
            return null;
        }
        String body = body(found.route(), http, query);
        return body == null
                ? null
                : new Question(
                        new Subject.Signer(
                                new SignedRequest(
                                        http.getMethod(),
                                        path,
                                        query,
                                        headers,
                                        body,
                                        found.route().service())),
                        found.route().action(),
                        found.resource(),
                        context(check.getAttributes()));
    }

    /** Null when they are too many. */
    private static @Nullable List<Header> headers(AttributeContext.HttpRequest http) {
        Map<String, String> told = http.getHeadersMap();
        if (told.size() > MAX_HEADERS) {
            return null;
        }
        List<Header> headers = new ArrayList<>(told.size() + 1);
        headers.add(new Header("host", http.getHost()));
        int bytes = 0;
        for (Map.Entry<String, String> header : told.entrySet()) {
            String name = header.getKey();
            bytes += name.length() + header.getValue().length();
            if (!name.startsWith(":") && !name.equalsIgnoreCase("host")) {
                headers.add(new Header(name, header.getValue()));
            }
        }
        return bytes > MAX_BYTES ? null : headers;
    }

    /**
     * The body's hash, or what the signature says in its place where the route takes its word; null
     * when Envoy did not send what it must.
     */
    private static @Nullable String body(
            EnvoyRoute route, AttributeContext.HttpRequest http, String query) {
        String claimed = http.getHeadersOrDefault(PAYLOAD, "");
        if (!route.bodyChecked()) {
            if (claimed.isEmpty() && query.contains(PRESIGNED)) {
                return PayloadMode.UNSIGNED.word();
            }
            return claimed.isEmpty() ? null : claimed;
        }
        ByteString raw = http.getRawBody();
        byte[] bytes = raw.isEmpty() ? http.getBody().getBytes(UTF_8) : raw.toByteArray();
        String announced = http.getHeadersOrDefault("content-length", "");
        boolean partial =
                http.getHeadersOrDefault("x-envoy-auth-partial-body", "false").equals("true");
        boolean whole = announced.isEmpty() || announced.equals(Integer.toString(bytes.length));
        return whole && !partial ? Gate.sha256(bytes) : null;
    }

    /** What Envoy sees of the connection, and the client says of its own program. */
    private static Map<String, List<String>> context(AttributeContext attributes) {
        Map<String, List<String>> context = new HashMap<>();
        String source = attributes.getSource().getAddress().getSocketAddress().getAddress();
        put(context, "aws:SourceIp", source);
        AttributeContext.HttpRequest http = attributes.getRequest().getHttp();
        put(context, "aws:SecureTransport", http.getScheme().equals("https") ? "true" : "false");
        put(context, "aws:UserAgent", http.getHeadersOrDefault("user-agent", ""));
        put(context, "aws:Referer", http.getHeadersOrDefault("referer", ""));
        return context;
    }

    private static void put(Map<String, List<String>> context, String key, String value) {
        if (!value.isEmpty()) {
            context.put(key, List.of(value));
        }
    }
}
