package io.ostiary.gateway.pipeline;

import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.gateway.protocol.QueryParameters;

import org.jspecify.annotations.Nullable;

/**
 * A request whose signature the engine verified. What it holds was signed: the parameters, or the
 * body, and the operation they name; the facts are the connection's own, and what a caller says of
 * his own program.
 *
 * <p>INVARIANT: only {@link Authenticator} makes one, from the engine's answer.
 */
final class VerifiedRequest {

    private final Operation operation;
    private final Caller caller;
    private final RequestFacts facts;
    private final @Nullable QueryParameters parameters;
    private final byte[] body;

    VerifiedRequest(DispatchedRequest request, Caller caller, RequestFacts facts) {
        this.operation = request.operation();
        this.caller = caller;
        this.facts = facts;
        this.parameters = request.parameters();
        this.body = request.received().body();
    }

    Operation operation() {
        return operation;
    }

    Caller caller() {
        return caller;
    }

    RequestFacts facts() {
        return facts;
    }

    /** Null for a JSON request, whose input is its body. */
    @Nullable QueryParameters parameters() {
        return parameters;
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "VerifiedRequest[" + operation.model() + "]";
    }
}
