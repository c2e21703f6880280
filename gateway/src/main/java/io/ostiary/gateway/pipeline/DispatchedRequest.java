package io.ostiary.gateway.pipeline;

import io.ostiary.gateway.protocol.QueryParameters;

import org.jspecify.annotations.Nullable;

/**
 * A request that names an operation. Still nothing in it is believed.
 *
 * @param parameters of a query request, each read once; null for a JSON request
 */
record DispatchedRequest(
        ReceivedRequest received, Operation operation, @Nullable QueryParameters parameters) {

    @Override
    public String toString() {
        return "DispatchedRequest[" + operation.model() + "]";
    }
}
