package io.ostiary.gateway.pipeline;

import io.ostiary.gateway.protocol.QueryParameters;
import io.ostiary.gateway.protocol.RestCall;

import org.jspecify.annotations.Nullable;

/**
 * A request that names an operation. Still nothing in it is believed.
 *
 * @param parameters of a query request, each read once; null for others
 * @param rest what path and query of a REST request say; null for others
 */
record DispatchedRequest(
        ReceivedRequest received,
        Operation operation,
        @Nullable QueryParameters parameters,
        @Nullable RestCall rest) {

    @Override
    public String toString() {
        return "DispatchedRequest[" + operation.model() + "]";
    }
}
