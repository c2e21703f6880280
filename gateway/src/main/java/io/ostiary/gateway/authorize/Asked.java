package io.ostiary.gateway.authorize;

import io.ostiary.contract.port.DecisionCall.Question;

/** One question as it was read. */
sealed interface Asked {

    record Whole(Question question) implements Asked {}

    /** Well-formed JSON, but no question; the others of a batch are asked all the same. */
    record Faulty(String fault) implements Asked {}
}
