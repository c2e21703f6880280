package io.ostiary.policy.signature;

import java.util.List;

/**
 * The signatures of a streamed body, each made of the one before, from the request's own (Amazon S3
 * API Reference, "Signature Calculations for the Authorization Header: Transferring Payload in
 * Multiple Chunks" and "Including Trailing Headers"). For one thread.
 */
public final class ChunkChain {

    /** The hash of no bytes: the chunk that ends a body. */
    public static final String EMPTY_SHA256 =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String CHUNK = "AWS4-HMAC-SHA256-PAYLOAD";
    private static final String TRAILER = "AWS4-HMAC-SHA256-TRAILER";

    private final SigningKey key;
    private final String timestamp;
    private final String scope;
    private String last;

    /**
     * @param timestamp of the request that began the stream
     * @param scope of its credential: date, region, service, terminator
     * @param last the signature of the request, or of the chunk before
     */
    public ChunkChain(SigningKey key, String timestamp, String scope, String last) {
        this.key = key;
        this.timestamp = timestamp;
        this.scope = scope;
        this.last = last;
    }

    /**
     * Goes on behind the chunk when its signature is right.
     *
     * @param sha256 of the bytes received
     */
    public boolean accepts(String sha256, String signature) {
        return accepts(start(CHUNK).add('\n').add(EMPTY_SHA256).add('\n').add(sha256), signature);
    }

    /**
     * The same for the headers behind the last chunk.
     *
     * @param headers in the order in which they came, without the signature
     */
    public boolean acceptsTrailer(List<HeaderField> headers, String signature) {
        var text = new Ascii(256);
        for (HeaderField header : headers) {
            text.add(header.name()).add(':').add(header.value().strip()).add('\n');
        }
        return accepts(start(TRAILER).add('\n').addHex(Hashing.sha256(text)), signature);
    }

    private Ascii start(String algorithm) {
        return new Ascii(320)
                .add(algorithm)
                .add('\n')
                .add(timestamp)
                .add('\n')
                .add(scope)
                .add('\n')
                .add(last);
    }

    private boolean accepts(Ascii stringToSign, String signature) {
        SignatureBytes claimed = SignatureBytes.parse(signature);
        if (claimed == null || !claimed.isSameAs(key.sign(stringToSign))) {
            return false;
        }
        last = signature;
        return true;
    }

    /** The signature that the next one is made of. */
    public String last() {
        return last;
    }
}
