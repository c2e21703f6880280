package io.ostiary.bench;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whole HTTP requests of the Query protocol as bytes, signed before the clock runs: the driver
 * shares its cores with the server, and signing is not what is measured.
 */
final class SignedRequests {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    private final Credentials credentials;
    private final String service;
    private final String version;

    /**
     * @param version of the service's model; in JSON 1.1 what its targets begin with
     */
    SignedRequests(Credentials credentials, String service, String version) {
        this.credentials = credentials;
        this.service = service;
        this.version = version;
    }

    static SignedRequests iam(Credentials credentials) {
        return new SignedRequests(credentials, "iam", "2010-05-08");
    }

    static SignedRequests sts(Credentials credentials) {
        return new SignedRequests(credentials, "sts", "2011-06-15");
    }

    byte[] query(String action, Map<String, String> parameters) {
        var body = new StringBuilder("Action=" + action + "&Version=" + version);
        new TreeMap<>(parameters)
                .forEach(
                        (name, value) ->
                                body.append('&')
                                        .append(name)
                                        .append('=')
                                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return post("/", "application/x-www-form-urlencoded; charset=utf-8", "", body.toString());
    }

    /** AWS JSON 1.1. */
    byte[] json(String operation, String body) {
        return post("/", "application/x-amz-json-1.1", version + "." + operation, body);
    }

    /**
     * JSON to a path of its own.
     *
     * @param path without anything that needs encoding
     */
    byte[] rest(String path, String body) {
        return post(path, "application/json", "", body);
    }

    private byte[] post(String path, String contentType, String target, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String time = TIME.format(Instant.now());
        String date = time.substring(0, 8);
        var headers = new TreeMap<String, String>();
        headers.put("content-type", contentType);
        headers.put("host", "127.0.0.1");
        headers.put("x-amz-date", time);
        if (!target.isEmpty()) {
            headers.put("x-amz-target", target);
        }
        if (credentials.sessionToken() != null) {
            headers.put("x-amz-security-token", credentials.sessionToken());
        }
        var canonicalHeaders = new StringBuilder();
        headers.forEach((n, v) -> canonicalHeaders.append(n).append(':').append(v).append('\n'));
        String signed = String.join(";", headers.keySet());
        String canonical =
                "POST\n"
                        + path
                        + "\n\n"
                        + canonicalHeaders
                        + "\n"
                        + signed
                        + "\n"
                        + HEX.formatHex(sha256(body));
        String scope = date + "/us-east-1/" + service + "/aws4_request";
        String toSign =
                "AWS4-HMAC-SHA256\n"
                        + time
                        + "\n"
                        + scope
                        + "\n"
                        + HEX.formatHex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key =
                hmac(
                        ("AWS4" + credentials.secret().revealText())
                                .getBytes(StandardCharsets.UTF_8),
                        date);
        for (String part : new String[] {"us-east-1", service, "aws4_request"}) {
            key = hmac(key, part);
        }
        headers.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential="
                        + credentials.accessKeyId()
                        + "/"
                        + scope
                        + ", SignedHeaders="
                        + signed
                        + ", Signature="
                        + HEX.formatHex(hmac(key, toSign)));
        headers.put("content-length", Integer.toString(body.length));
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
        headers.forEach((n, v) -> head.append(n).append(": ").append(v).append("\r\n"));
        head.append("\r\n");
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
