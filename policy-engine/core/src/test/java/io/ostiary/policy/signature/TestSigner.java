package io.ostiary.policy.signature;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client that signs what it is told to, also what no honest one would. Written apart from the
 * verifier: canonical texts are given, not computed.
 */
final class TestSigner {

    static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    static final byte[] SECRET =
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".getBytes(StandardCharsets.UTF_8);
    static final String TIME = "20150830T123600Z";
    static final String SCOPE = "20150830/us-east-1/iam/aws4_request";

    private TestSigner() {}

    static String hex(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String signature(String canonicalRequest, String time, String scope) {
        String[] parts = scope.split("/");
        byte[] key = "AWS4".getBytes(StandardCharsets.UTF_8);
        byte[] seed = Arrays.copyOf(key, key.length + SECRET.length);
        System.arraycopy(SECRET, 0, seed, key.length, SECRET.length);
        for (String part : List.of(parts[0], parts[1], parts[2], "aws4_request")) {
            seed = hmac(seed, part);
        }
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, hex(canonicalRequest));
        return "%064x".formatted(new BigInteger(1, hmac(seed, toSign)));
    }

    /** A POST of the body, signed over host and date and the other headers given. */
    static ReceivedRequest post(String body, HeaderField... others) {
        return post(body, TIME, SCOPE, others);
    }

    static ReceivedRequest post(String body, String time, String scope, HeaderField... others) {
        List<HeaderField> headers = new ArrayList<>(List.of(others));
        headers.add(new HeaderField("host", "iam.example"));
        headers.add(new HeaderField("x-amz-date", time));
        headers.sort(Comparator.comparing(HeaderField::name));
        var lines = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (HeaderField header : headers) {
            lines.append(header.name()).append(':').append(header.value()).append('\n');
            names.add(header.name());
        }
        String signed = String.join(";", names);
        String canonical = "POST\n/\n\n" + lines + "\n" + signed + "\n" + hex(body);
        headers.add(authorization(scope, signed, signature(canonical, time, scope)));
        return new ReceivedRequest("POST", "/", "", headers, hex(body));
    }

    static HeaderField authorization(String scope, String signedHeaders, String signature) {
        return new HeaderField(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(KEY_ID, scope, signedHeaders, signature));
    }

    /**
     * A presigned GET.
     *
     * @param more further parameters, encoded and each behind an ampersand, that sort where AWS's
     *     X-Amz-Date and X-Amz-SignedHeaders leave room
     */
    static ReceivedRequest presigned(String time, String more) {
        String query =
                "Action=GetUser&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                        + KEY_ID
                        + "%2F20150830%2Fus-east-1%2Fiam%2Faws4_request&X-Amz-Date="
                        + time
                        + more
                        + "&X-Amz-SignedHeaders=host";
        String canonical = "GET\n/\n" + query + "\nhost:iam.example\n\nhost\n" + hex("");
        return new ReceivedRequest(
                "GET",
                "/",
                query + "&X-Amz-Signature=" + signature(canonical, time, SCOPE),
                List.of(new HeaderField("Host", "iam.example")),
                hex(""));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
