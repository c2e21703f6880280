package io.ostiary.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.port.SignedRequest;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as a client does, from AWS's description alone; shares nothing with the verifier. */
public final class TestSigner {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    public static final String BODY_HASH = sha256("Action=Something&Version=2010-05-08");

    private TestSigner() {}

    /** An access key as its owner holds it. */
    public record TestKey(String id, String secret, @Nullable String token) {}

    public static SignedRequest post(TestKey key, String service, Instant at) {
        return post(key, service, service, "us-east-1", at);
    }

    /**
     * @param scopeService what the client signs for
     * @param service what the operation is dispatched to
     */
    public static SignedRequest post(
            TestKey key, String scopeService, String service, String region, Instant at) {
        String time = TIME.format(at);
        var headers = new ArrayList<SignedRequest.Header>();
        headers.add(new SignedRequest.Header("Host", "localhost:4610"));
        headers.add(new SignedRequest.Header("X-Amz-Date", time));
        if (key.token() != null) {
            headers.add(new SignedRequest.Header("X-Amz-Security-Token", key.token()));
        }
        String names =
                headers.stream().map(h -> h.name().toLowerCase()).collect(Collectors.joining(";"));
        String lines =
                headers.stream()
                        .map(h -> h.name().toLowerCase() + ":" + h.value() + "\n")
                        .collect(Collectors.joining());
        String canonical = "POST\n/\n\n" + lines + "\n" + names + "\n" + BODY_HASH;
        String scope = time.substring(0, 8) + "/" + region + "/" + scopeService + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical);
        byte[] derived = ("AWS4" + key.secret()).getBytes(UTF_8);
        for (String part : List.of(time.substring(0, 8), region, scopeService, "aws4_request")) {
            derived = hmac(derived, part);
        }
        headers.add(
                new SignedRequest.Header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential="
                                + key.id()
                                + "/"
                                + scope
                                + ", SignedHeaders="
                                + names
                                + ", Signature="
                                + HexFormat.of().formatHex(hmac(derived, toSign))));
        return new SignedRequest("POST", "/", "", headers, BODY_HASH, service);
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

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
