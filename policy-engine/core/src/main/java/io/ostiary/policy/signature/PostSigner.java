package io.ostiary.policy.signature;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Signs a request of our own as any client does (IAM User Guide, "Create a signed AWS API
 * request"): a POST without a query.
 */
public final class PostSigner {

    private PostSigner() {}

    /**
     * The Authorization header.
     *
     * @param secret the secret access key in UTF-8; not kept
     * @param path of plain letters and slashes
     * @param timestamp yyyyMMdd'T'HHmmss'Z'; {@code x-amz-date} among the headers says the same
     * @param headers all that are signed, {@code host} among them; names in lower case
     * @param bodySha256 64 lower-case hex digits
     */
    public static String authorization(
            String accessKeyId,
            byte[] secret,
            String region,
            String service,
            String path,
            String timestamp,
            Map<String, String> headers,
            String bodySha256) {
        SequencedMap<String, String> signed = new TreeMap<>(headers);
        String date = timestamp.substring(0, "yyyyMMdd".length());
        String scope = date + "/" + region + "/" + service + "/aws4_request";
        List<String> names = List.copyOf(signed.keySet());
        var signature =
                new ParsedSignature(
                        ParsedSignature.Form.HEADER,
                        accessKeyId,
                        scope,
                        date,
                        region,
                        service,
                        "aws4_request",
                        names,
                        timestamp,
                        0,
                        new SignatureBytes(new byte[SignatureBytes.LENGTH]),
                        null,
                        null);
        var fields = new ArrayList<HeaderField>(signed.size());
        signed.forEach((name, value) -> fields.add(new HeaderField(name, value)));
        var request = new ReceivedRequest("POST", path, "", fields, bodySha256);
        byte[] canonical =
                Hashing.sha256(CanonicalRequest.of(request, signature, PathStyle.NORMALIZED));
        byte[] signedBytes =
                SigningKey.derive(secret, date, region, service)
                        .sign(CanonicalRequest.stringToSign(signature, canonical));
        return CanonicalRequest.ALGORITHM
                + " Credential="
                + accessKeyId
                + "/"
                + scope
                + ", SignedHeaders="
                + String.join(";", names)
                + ", Signature="
                + HexFormat.of().formatHex(signedBytes);
    }

    /** For {@code bodySha256}. */
    public static String sha256(String body) {
        var text = new Ascii(Math.max(16, body.length()));
        return HexFormat.of().formatHex(Hashing.sha256(text.add(body)));
    }
}
