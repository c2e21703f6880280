package io.ostiary.contract.query;

/** What only who runs the house is told, by the service {@code ostiary}. */
public sealed interface OperatorQuery extends Query {

    record ListQuotas(String accountId) implements OperatorQuery {}
}
