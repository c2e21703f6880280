package io.ostiary.gateway.model;

import java.util.Map;

/** One service: its operations by name and its errors by shape name, both in the model's order. */
public record ServiceModel(
        ServiceInfo info, Map<String, OperationModel> operations, Map<String, ErrorModel> errors) {

    /** The error an operation may answer with, found by the code that stands on the wire. */
    public java.util.Optional<ErrorModel> errorByCode(String code) {
        return errors.values().stream().filter(error -> error.code().equals(code)).findFirst();
    }
}
