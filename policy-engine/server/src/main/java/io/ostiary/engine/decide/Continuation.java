package io.ostiary.engine.decide;

import org.jspecify.annotations.Nullable;

/**
 * Where the verification of a streamed body stands, between one call and the next. It holds no key:
 * the signer's is found again each time, so a credential that is gone ends the stream.
 *
 * @param accessKeyId and {@code sessionToken}: who signs
 * @param timestamp and {@code scope}: of the request that began the stream
 * @param last the signature that the next one is made of
 * @param trailer the names that the request announced, lower case and sorted, joined by commas;
 *     null where no trailer is signed
 * @param ended whether the last chunk has come, so that only the trailer may follow
 * @param action and {@code resource}, {@code service}, {@code host}: what the right to ask was
 *     judged by
 */
record Continuation(
        String accessKeyId,
        @Nullable String sessionToken,
        String timestamp,
        String scope,
        String last,
        @Nullable String trailer,
        boolean ended,
        String action,
        String resource,
        String service,
        String host) {

    Continuation after(String signature, boolean nowEnded) {
        return new Continuation(
                accessKeyId,
                sessionToken,
                timestamp,
                scope,
                signature,
                trailer,
                nowEnded,
                action,
                resource,
                service,
                host);
    }

    @Override
    public String toString() {
        return "Continuation[" + accessKeyId + "/" + scope + "]";
    }
}
