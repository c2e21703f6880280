package io.ostiary.writer.rule;

import io.ostiary.contract.error.AwsError;
import io.ostiary.state.decide.CommandResult;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * What a command speaks of, or why it cannot be had.
 *
 * @param <T> what was looked for
 */
public sealed interface Lookup<T> {
    record Found<T>(T value) implements Lookup<T> {}

    record Refused<T>(AwsError error) implements Lookup<T> {}

    static <T> Lookup<T> found(T value) {
        return new Found<>(value);
    }

    static <T> Lookup<T> refused(AwsError error) {
        return new Refused<>(error);
    }

    static <T> Lookup<T> of(@Nullable T value, AwsError whenMissing) {
        return value == null ? new Refused<>(whenMissing) : new Found<>(value);
    }

    /** The rule for what was found; a rejection when it was not. */
    default CommandResult then(Function<T, CommandResult> rule) {
        return switch (this) {
            case Found<T>(T value) -> rule.apply(value);
            case Refused<T>(AwsError error) -> CommandResult.rejected(error);
        };
    }
}
