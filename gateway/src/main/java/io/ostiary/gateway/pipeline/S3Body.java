package io.ostiary.gateway.pipeline;

import io.ostiary.gateway.protocol.BodyDigests;
import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.gateway.protocol.WireError;

import org.jspecify.annotations.Nullable;

/**
 * What S3's signatures say of a body (Amazon S3 API Reference, "Signature calculations for the
 * Authorization header"): the header names its hash, or says that it is not signed. Unsigned bodies
 * are taken where TLS protects them, which is where clients send them; streamed ones are of objects,
 * and there are none here.
 */
final class S3Body {

    private static final String HASH = "x-amz-content-sha256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String STREAMING = "STREAMING-";

    private static final WireError NO_HASH =
            new WireError(
                    "InvalidRequest",
                    400,
                    "Missing required header for this request: x-amz-content-sha256");
    private static final WireError NO_STREAM =
            new WireError(
                    "NotImplemented",
                    501,
                    "A header you provided implies functionality that is not implemented");

    private S3Body() {}

    /** Throws a RefusedRequest when a claimed hash or digest is missing, unknown or wrong. */
    static void check(ReceivedRequest received) {
        String hash = received.header(HASH);
        if (hash == null) {
            throw new RefusedRequest(NO_HASH);
        }
        if (hash.startsWith(STREAMING)) {
            throw new RefusedRequest(NO_STREAM);
        }
        WireError digest = BodyDigests.refusal(received::header, received.body());
        if (digest != null) {
            throw new RefusedRequest(digest);
        }
    }

    /** What stands for the hash where the signature leaves the body out, and may; else null. */
    static @Nullable String unsigned(ReceivedRequest received) {
        String hash = received.header(HASH);
        return hash != null
                        && hash.strip().equals(UNSIGNED)
                        && (received.secureTransport() || received.body().length == 0)
                ? UNSIGNED
                : null;
    }
}
