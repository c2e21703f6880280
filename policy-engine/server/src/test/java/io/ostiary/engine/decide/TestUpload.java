package io.ostiary.engine.decide;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.port.ChunkCall.Chunk;
import io.ostiary.contract.port.ChunkCall.Trailer;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.SignedRequest.Header;
import io.ostiary.engine.TestSigner.TestKey;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Streams an object as S3's clients do, from AWS's description alone; shares nothing with the
 * verifier.
 */
final class TestUpload {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final byte[] key;
    private final String time;
    private final String scope;
    private final SignedRequest request;
    private String last;

    /**
     * @param mode what stands in the place of the body's hash
     * @param trailer the header that comes behind the body; null for none
     */
    TestUpload(TestKey who, String mode, @Nullable String trailer, Instant at) {
        time = TIME.format(at);
        scope = time.substring(0, 8) + "/us-east-1/s3/aws4_request";
        byte[] derived = ("AWS4" + who.secret()).getBytes(UTF_8);
        for (String part : scope.split("/")) {
            derived = hmac(derived, part);
        }
        key = derived;
        Map<String, String> signed = new TreeMap<>();
        signed.put("host", "objects.example");
        signed.put("x-amz-date", time);
        signed.put("x-amz-content-sha256", mode);
        if (who.token() != null) {
            signed.put("x-amz-security-token", who.token());
        }
        if (trailer != null) {
            signed.put("x-amz-trailer", trailer);
        }
        String names = String.join(";", signed.keySet());
        String lines =
                signed.entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue() + "\n")
                        .collect(Collectors.joining());
        String canonical = "PUT\n/bucket/key\n\n" + lines + "\n" + names + "\n" + mode;
        last = sign("AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical));
        var headers = new ArrayList<Header>();
        signed.forEach((name, value) -> headers.add(new Header(name, value)));
        headers.add(
                new Header(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential="
                                + who.id()
                                + "/"
                                + scope
                                + ", SignedHeaders="
                                + names
                                + ", Signature="
                                + last));
        request = new SignedRequest("PUT", "/bucket/key", "", headers, mode, "s3");
    }

    SignedRequest request() {
        return request;
    }

    String last() {
        return last;
    }

    Chunk chunk(String bytes) {
        String hash = sha256(bytes);
        last =
                sign(
                        String.join(
                                "\n",
                                "AWS4-HMAC-SHA256-PAYLOAD",
                                time,
                                scope,
                                last,
                                sha256(""),
                                hash));
        return new Chunk(hash, last);
    }

    Trailer trailer(String name, String value) {
        last =
                sign(
                        String.join(
                                "\n",
                                "AWS4-HMAC-SHA256-TRAILER",
                                time,
                                scope,
                                last,
                                sha256(name + ":" + value + "\n")));
        return new Trailer(List.of(new Header(name, value)), last);
    }

    private String sign(String text) {
        return HexFormat.of().formatHex(hmac(key, text));
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
