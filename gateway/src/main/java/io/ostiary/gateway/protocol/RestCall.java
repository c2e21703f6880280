package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.OperationModel;

import java.util.Map;

/**
 * A REST request that names an operation: what its path and its query say.
 *
 * @param labels members that the path fills, by name
 * @param query parameters by name, each once, decoded; with the flags
 */
public record RestCall(
        OperationModel operation, Map<String, String> labels, Map<String, String> query) {

    public RestCall {
        labels = Map.copyOf(labels);
        query = Map.copyOf(query);
    }

    /** No value: they may be secret. */
    @Override
    public String toString() {
        return "RestCall[" + operation + "]";
    }
}
