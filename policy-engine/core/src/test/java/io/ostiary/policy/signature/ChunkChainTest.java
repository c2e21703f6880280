package io.ostiary.policy.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * AWS's published examples (Amazon S3 API Reference, "Signature Calculations for the Authorization
 * Header": "Transferring Payload in Multiple Chunks" and "Including Trailing Headers").
 */
final class ChunkChainTest {
    private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
    private static final String FIRST = sha256("a".repeat(65_536));
    private static final String SECOND = sha256("a".repeat(1_024));
    private static final String NONE = ChunkChain.EMPTY_SHA256;

    private static final List<String> PLAIN =
            List.of(
                    "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
                    "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                    "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                    "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
    private static final List<String> TRAILED =
            List.of(
                    "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
                    "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                    "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                    "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992");
    private static final String TRAILER_SIGNATURE =
            "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
    private static final HeaderField CHECKSUM =
            new HeaderField("x-amz-checksum-crc32c", "sOO8/Q==");

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SigningKey key() {
        return SigningKey.derive(
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".getBytes(UTF_8),
                "20130524",
                "us-east-1",
                "s3");
    }

    /** The request that begins a stream, verified as any other. */
    private static ParsedSignature seed(String mode, String seed, boolean trailer) {
        var headers =
                new ArrayList<>(
                        List.of(
                                new HeaderField("Host", "s3.amazonaws.com"),
                                new HeaderField("x-amz-date", "20130524T000000Z"),
                                new HeaderField("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                                new HeaderField("x-amz-content-sha256", mode),
                                new HeaderField("Content-Encoding", "aws-chunked"),
                                new HeaderField("x-amz-decoded-content-length", "66560"),
                                new HeaderField("Content-Length", "66824")));
        if (trailer) {
            headers.add(new HeaderField("x-amz-trailer", "x-amz-checksum-crc32c"));
        }
        headers.add(
                new HeaderField(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/"
                                + "aws4_request,SignedHeaders=content-encoding;"
                                + (trailer ? "" : "content-length;")
                                + "host;x-amz-content-sha256;x-amz-date;"
                                + "x-amz-decoded-content-length;x-amz-storage-class"
                                + (trailer ? ";x-amz-trailer" : "")
                                + ",Signature="
                                + seed));
        var request =
                new ReceivedRequest("PUT", "/examplebucket/chunkObject.txt", "", headers, mode);
        var parsed = assertInstanceOf(ParsedSignature.class, SignatureParser.parse(request));
        var outcome = SignatureVerifier.verify(request, parsed, key(), NOW, ServiceRules.S3);
        assertInstanceOf(VerifiedSignature.class, outcome, outcome::toString);
        return parsed;
    }

    private static ChunkChain chain(ParsedSignature seed) {
        return new ChunkChain(key(), seed.timestamp(), seed.scope(), seed.signature().hex());
    }

    @Test
    void awsExampleOfChunksIsVerified() {
        ChunkChain chain =
                chain(seed("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", PLAIN.getFirst(), false));
        assertTrue(chain.accepts(FIRST, PLAIN.get(1)));
        assertTrue(chain.accepts(SECOND, PLAIN.get(2)));
        assertTrue(chain.accepts(NONE, PLAIN.get(3)));
        assertEquals(PLAIN.get(3), chain.last());
    }

    @Test
    void awsExampleWithATrailerIsVerified() {
        ChunkChain chain =
                chain(seed("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", TRAILED.getFirst(), true));
        assertTrue(chain.accepts(FIRST, TRAILED.get(1)));
        assertTrue(chain.accepts(SECOND, TRAILED.get(2)));
        assertTrue(chain.accepts(NONE, TRAILED.get(3)));
        assertFalse(
                chain.acceptsTrailer(
                        List.of(new HeaderField("x-amz-checksum-crc32c", "sOO8/A==")),
                        TRAILER_SIGNATURE));
        assertTrue(chain.acceptsTrailer(List.of(CHECKSUM), TRAILER_SIGNATURE));
    }

    @Test
    void aChunkThatIsChangedMovedLeftOutOrOfAnotherStreamIsNot() {
        ParsedSignature seed = seed("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", PLAIN.getFirst(), false);
        ChunkChain chain = chain(seed);
        assertFalse(chain.accepts(SECOND, PLAIN.get(1)), "other bytes");
        assertFalse(chain.accepts(SECOND, PLAIN.get(2)), "left out");
        assertFalse(chain.accepts(NONE, PLAIN.get(3)), "cut off");
        assertFalse(chain.accepts(FIRST, TRAILED.get(1)), "of another request");
        assertFalse(chain.accepts(FIRST, PLAIN.get(1).toUpperCase()), "in another spelling");
        assertFalse(chain.accepts(FIRST, PLAIN.get(1) + "0"));
        assertFalse(chain.accepts(FIRST, ""));
        assertEquals(PLAIN.getFirst(), chain.last(), "it has not moved on");
        assertTrue(chain.accepts(FIRST, PLAIN.get(1)));
        assertFalse(chain.accepts(FIRST, PLAIN.get(1)), "twice");
        assertFalse(
                new ChunkChain(key(), "20130524T000001Z", seed.scope(), PLAIN.getFirst())
                        .accepts(FIRST, PLAIN.get(1)));
    }
}
