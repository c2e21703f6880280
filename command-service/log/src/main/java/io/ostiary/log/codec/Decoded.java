package io.ostiary.log.codec;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

/**
 * What a record came to: the value, or why there is none.
 *
 * @param <T> what it should be
 */
public sealed interface Decoded<T> {

    record Readable<T>(T value) implements Decoded<T> {}

    /**
     * @param account whose it is by its key; null when the key cannot be read
     * @param requestId and {@code gateway}: of a command, so that it can be answered; null when
     *     they cannot be read or it is none
     * @param message for operators; repeats nothing of the record
     */
    record Unreadable<T>(
            io.ostiary.log.codec.Unreadable.Reason reason,
            @Nullable AccountId account,
            @Nullable String requestId,
            @Nullable String gateway,
            String message)
            implements Decoded<T> {}
}
