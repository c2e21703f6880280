package io.ostiary.standalone.lesson;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.standalone.coverage.WireCalls;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests that no SDK makes, signed by hand from AWS's description, on connections of this
 * object's own. What is sent is what was given: nothing is checked, followed or tried again.
 */
public final class SignedCalls implements AutoCloseable {
    public static final String IAM = "2010-05-08";
    public static final String STS = "2011-06-15";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern CODE_IN_JSON = Pattern.compile("\"__type\":\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("(?:^|[?&])Action=([A-Za-z]+)");
    private static final Pattern VERSION = Pattern.compile("(?:^|[?&])Version=([-0-9]+)");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    /** An answer, its body as text. */
    public record Reply(int status, String body, Map<String, List<String>> headers) {
        public boolean isOk() {
            return status / 100 == 2;
        }

        /** Its values, joined; empty when there is none. */
        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        /** The error's code, of either protocol; empty for a success. */
        public String code() {
            if (isOk()) {
                return "";
            }
            // Where a REST service names it; the others name it there, too.
            String header = header("x-amzn-errortype");
            if (!header.isEmpty()) {
                return header;
            }
            var json = CODE_IN_JSON.matcher(body);
            return json.find() ? json.group(1) : element("Code");
        }

        /** The text of the first element of this name; empty when there is none. */
        public String element(String name) {
            int from = body.indexOf("<" + name + ">");
            int to = body.indexOf("</" + name + ">");
            return from < 0 || to < 0 ? "" : body.substring(from + name.length() + 2, to);
        }
    }

    public SignedCalls(String url) {
        this.url = URI.create(url);
    }

    /** An IAM call by POST; parameters are names and values in turn. */
    public Reply iam(AwsCredentials who, String action, String... parameters) {
        return post(who, "iam", form(action, IAM, parameters), Map.of());
    }

    public Reply sts(AwsCredentials who, String action, String... parameters) {
        return post(who, "sts", form(action, STS, parameters), Map.of());
    }

    public static String form(String action, String version, String... parameters) {
        var form = new StringBuilder("Action=" + encoded(action) + "&Version=" + version);
        for (int i = 0; i < parameters.length; i += 2) {
            form.append('&').append(encoded(parameters[i])).append('=');
            form.append(encoded(parameters[i + 1]));
        }
        return form.toString();
    }

    public Reply post(
            AwsCredentials who, String service, String body, Map<String, String> headers) {
        return post(who, service, "us-east-1", body, headers, Instant.now());
    }

    /**
     * @param headers sent and signed beside the usual ones; lower-case names. A host is signed, and
     *     the right one sent all the same
     */
    public Reply post(
            AwsCredentials who,
            String service,
            String region,
            String body,
            Map<String, String> headers,
            Instant at) {
        var request =
                HttpRequest.newBuilder(url.resolve("/"))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers(who, service, region, body, headers, at)
                .forEach(
                        (name, value) -> {
                            if (!name.equals("host")) {
                                request.header(name, value);
                            }
                        });
        return noted(send(request.build()), body, headers.getOrDefault("x-amz-target", ""));
    }

    /**
     * A call of a REST service.
     *
     * @param query names and values in turn, in the order of the names; a flag's value is empty
     * @param headers sent and signed beside the usual ones; lower-case names
     */
    public Reply rest(
            AwsCredentials who,
            String service,
            String method,
            String path,
            List<String> query,
            String body,
            Map<String, String> headers) {
        var text = new StringBuilder();
        for (int i = 0; i < query.size(); i += 2) {
            text.append(i == 0 ? "" : "&").append(encoded(query.get(i))).append('=');
            text.append(encoded(query.get(i + 1)));
        }
        String time = TIME.format(Instant.now());
        SortedMap<String, String> signed = new TreeMap<>(headers);
        signed.put("host", url.getAuthority());
        signed.putIfAbsent("x-amz-date", time);
        if (service.equals("s3")) {
            signed.putIfAbsent("x-amz-content-sha256", sha256(body));
        }
        if (who instanceof AwsSessionCredentials session) {
            signed.put("x-amz-security-token", session.sessionToken());
        }
        String hash = signed.getOrDefault("x-amz-content-sha256", sha256(body));
        String at = signed.getOrDefault("x-amz-date", time);
        String scope = at.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
        String canonical = canonical(method, path, text.toString(), signed, hash);
        String authorization =
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(
                                who.accessKeyId(),
                                scope,
                                String.join(";", signed.keySet()),
                                signature(who, scope, at, canonical));
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://"
                                                + url.getAuthority()
                                                + path
                                                + (text.isEmpty() ? "" : "?" + text)))
                        .timeout(PATIENCE)
                        .header("authorization", authorization)
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        signed.forEach(
                (name, value) -> {
                    if (!name.equals("host")) {
                        request.header(name, value);
                    }
                });
        Reply reply = send(request.build());
        WireCalls.ofRest(service, method, path, text.toString(), reply.code());
        return reply;
    }

    /**
     * The answer to a call that is made again, as SDKs do, while it is answered that nothing
     * happened and that it may be tried again: on a busy machine a reader's lease may run out.
     */
    public static Reply caughtUp(Supplier<Reply> call) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Reply reply = call.get();
        while (reply.status() == 503
                && reply.body().contains("try again.")
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(5_000_000);
            reply = call.get();
        }
        return reply;
    }

    /** JSON to a path of the authorize API. */
    public Reply json(AwsCredentials who, String path, String body) {
        var headers = Map.of("content-type", "application/json");
        return json(
                path,
                body,
                headers(who, "ostiary", path, "us-east-1", body, headers, Instant.now()));
    }

    /** JSON with exactly these headers, but for the host. */
    public Reply json(String path, String body, Map<String, String> headers) {
        return send("POST", path, body, headers);
    }

    /** Exactly this, with these headers only. */
    public Reply send(String method, String path, String body, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(PATIENCE)
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(
                (name, value) -> {
                    if (!name.equals("host")) {
                        request.header(name, value);
                    }
                });
        return send(request.build());
    }

    private static Reply noted(Reply reply, String parameters, String target) {
        var action = ACTION.matcher(parameters);
        var version = VERSION.matcher(parameters);
        if (!target.isEmpty()) {
            WireCalls.ofTarget(target, reply.code());
        } else if (action.find() && version.find()) {
            WireCalls.ofForm(action.group(1), version.group(1), reply.code());
        }
        return reply;
    }

    /** All headers of a POST of this body, with its signature; for who sends it himself. */
    public SortedMap<String, String> headers(
            AwsCredentials who,
            String service,
            String region,
            String body,
            Map<String, String> headers,
            Instant at) {
        return headers(who, service, "/", region, body, headers, at);
    }

    /** As it would be signed for a path without a query, by whoever serves it. */
    public SortedMap<String, String> headers(
            AwsCredentials who,
            String service,
            String path,
            String region,
            String body,
            Map<String, String> headers,
            Instant at) {
        String time = TIME.format(at);
        SortedMap<String, String> signed = new TreeMap<>(headers);
        signed.putIfAbsent("host", url.getAuthority());
        signed.put("x-amz-date", time);
        signed.putIfAbsent("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        if (who instanceof AwsSessionCredentials session) {
            signed.put("x-amz-security-token", session.sessionToken());
        }
        String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        String names = String.join(";", signed.keySet());
        String signature =
                signature(who, scope, time, canonical("POST", path, "", signed, sha256(body)));
        signed.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential="
                        + who.accessKeyId()
                        + "/"
                        + scope
                        + ", SignedHeaders="
                        + names
                        + ", Signature="
                        + signature);
        return signed;
    }

    /**
     * A presigned GET.
     *
     * @param query parameters beside the signature's own
     * @param signedHeaders sent and signed
     * @param unsignedHeaders sent, not signed
     */
    public Reply presigned(
            AwsCredentials who,
            String service,
            Map<String, String> query,
            Map<String, String> signedHeaders,
            Map<String, String> unsignedHeaders,
            Instant at) {
        String time = TIME.format(at);
        SortedMap<String, String> signed = new TreeMap<>(signedHeaders);
        signed.put("host", url.getAuthority());
        String scope = time.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
        SortedMap<String, String> all = new TreeMap<>(query);
        all.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        all.put("X-Amz-Credential", who.accessKeyId() + "/" + scope);
        all.put("X-Amz-Date", time);
        all.put("X-Amz-SignedHeaders", String.join(";", signed.keySet()));
        if (who instanceof AwsSessionCredentials session) {
            all.put("X-Amz-Security-Token", session.sessionToken());
        }
        String text =
                all.entrySet().stream()
                        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        String signature =
                signature(who, scope, time, canonical("GET", "/", text, signed, sha256("")));
        var request =
                HttpRequest.newBuilder(url.resolve("/?" + text + "&X-Amz-Signature=" + signature))
                        .timeout(PATIENCE)
                        .GET();
        signedHeaders.forEach(request::header);
        unsignedHeaders.forEach(request::header);
        return noted(send(request.build()), text, "");
    }

    private Reply send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            return new Reply(response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private static String canonical(
            String method,
            String path,
            String query,
            SortedMap<String, String> headers,
            String bodyHash) {
        String lines =
                headers.entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue().strip() + "\n")
                        .collect(Collectors.joining());
        return method
                + "\n"
                + path
                + "\n"
                + query
                + "\n"
                + lines
                + "\n"
                + String.join(";", headers.keySet())
                + "\n"
                + bodyHash;
    }

    private static String signature(
            AwsCredentials who, String scope, String time, String canonical) {
        byte[] key = ("AWS4" + who.secretAccessKey()).getBytes(UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of()
                .formatHex(
                        hmac(
                                key,
                                "AWS4-HMAC-SHA256\n"
                                        + time
                                        + "\n"
                                        + scope
                                        + "\n"
                                        + sha256(canonical)));
    }

    /** As RFC 3986 has it. */
    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
