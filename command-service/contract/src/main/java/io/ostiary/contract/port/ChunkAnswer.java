package io.ostiary.contract.port;

import io.ostiary.contract.error.AwsError;

import org.jspecify.annotations.Nullable;

/** What an engine answers to a {@link ChunkCall}. */
public sealed interface ChunkAnswer {

    /**
     * All of them were signed by who signed the request.
     *
     * @param complete whether the body, and its trailer where it has one, has ended: what was cut
     *     off before is not the body that was signed
     * @param continuation for the next call; null when the body is complete
     */
    record Verified(boolean complete, @Nullable String continuation) implements ChunkAnswer {
        @Override
        public String toString() {
            return "Verified[complete=" + complete + "]";
        }
    }

    record Refused(AwsError error) implements ChunkAnswer {}
}
