package io.ostiary.gateway.pipeline;

import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.gateway.protocol.QueryParameters;
import io.ostiary.gateway.protocol.RestCall;

import org.jspecify.annotations.Nullable;

import java.util.Set;

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
    private final @Nullable RestCall rest;
    private final ReceivedRequest received;
    private final Set<String> signedHeaders;
    private final byte[] body;

    /**
     * @param signedHeaders lower-case names
     */
    VerifiedRequest(
            DispatchedRequest request,
            Caller caller,
            RequestFacts facts,
            Set<String> signedHeaders) {
        this.operation = request.operation();
        this.caller = caller;
        this.facts = facts;
        this.parameters = request.parameters();
        this.rest = request.rest();
        this.received = request.received();
        this.signedHeaders = signedHeaders;
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

    /** Null unless it is a REST request. */
    @Nullable RestCall rest() {
        return rest;
    }

    /** The value of a header that was signed, by its lower-case name; else null. */
    @Nullable String header(String name) {
        return signedHeaders.contains(name) ? received.header(name) : null;
    }

    /** Null for a JSON request, whose input is its body, and for a REST request. */
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
