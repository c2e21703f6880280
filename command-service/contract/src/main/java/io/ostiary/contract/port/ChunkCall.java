package io.ostiary.contract.port;

import io.ostiary.contract.port.Engine.RequestFacts;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Parts of a streamed body, in the order in which they came, whose signatures are to be verified.
 *
 * @param asker who asks, as the engine verified it
 * @param facts of the asker's own connection
 * @param continuation what the answer before this one gave
 * @param trailer what came behind the last chunk; null when it has not come, or none is signed
 */
public record ChunkCall(
        Caller asker,
        RequestFacts facts,
        String continuation,
        List<Chunk> chunks,
        @Nullable Trailer trailer) {

    /** The most chunks of one call. */
    public static final int MAX_CHUNKS = 1_000;

    public ChunkCall {
        chunks = List.copyOf(chunks);
    }

    /**
     * @param sha256 of the bytes received, 64 lower-case hexadecimal digits
     * @param signature as the client sent it
     */
    public record Chunk(String sha256, String signature) {}

    /**
     * @param headers in the order in which they came, without the signature
     */
    public record Trailer(List<SignedRequest.Header> headers, String signature) {
        public Trailer {
            headers = List.copyOf(headers);
        }
    }

    /** Not what it continues. */
    @Override
    public String toString() {
        return "ChunkCall[" + chunks.size() + " of " + asker.arn() + "]";
    }
}
