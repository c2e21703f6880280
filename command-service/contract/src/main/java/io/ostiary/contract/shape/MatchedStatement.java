package io.ostiary.contract.shape;

/**
 * IAM API, Statement: where a statement stands that decided a simulation.
 *
 * @param sourcePolicyId {@code PolicyInputList.1}, {@code user_alice_Inline}, a managed policy's
 *     name, {@code ResourcePolicy}
 * @param sourcePolicyType {@code IAM Policy} or {@code Resource Policy}: the model lists other
 *     words, but AWS answers with these (IAM API Reference, SimulateCustomPolicy, Examples)
 */
public record MatchedStatement(
        String sourcePolicyId,
        String sourcePolicyType,
        Position startPosition,
        Position endPosition) {

    /** IAM API, Position; both count from 1. */
    public record Position(int line, int column) {}
}
