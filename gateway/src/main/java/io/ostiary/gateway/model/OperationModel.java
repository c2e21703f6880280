package io.ostiary.gateway.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * One operation of one service. There is exactly one instance an operation, so two are equal when
 * they are the same: maps keyed by it cost nothing.
 *
 * @param input a structure without members where the model names none
 * @param output absent where the answer holds nothing but the request id
 * @param resultWrapper the element around the output in a query answer, such as {@code
 *     GetUserResult}
 * @param http where a REST operation lives; the others say the same for all
 * @param signed false for the two operations that are called without credentials
 */
public record OperationModel(
        ServiceInfo service,
        String name,
        Shape.StructureShape input,
        Shape.@Nullable StructureShape output,
        String resultWrapper,
        List<ErrorModel> errors,
        Optional<Pagination> pagination,
        boolean signed,
        HttpBinding http) {

    public OperationModel {
        errors = List.copyOf(errors);
    }

    /** Whether the operation declares an error with this code on the wire. */
    public boolean declares(String errorCode) {
        return errors.stream().anyMatch(error -> error.code().equals(errorCode));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return service.signingName() + ":" + name;
    }
}
