package io.ostiary.contract.query;

/** Questions about resources by ARN, by the service {@code ostiary}. */
public sealed interface ResourceQuery extends Query {

    record GetResourcePolicy(String arn) implements ResourceQuery {}
}
