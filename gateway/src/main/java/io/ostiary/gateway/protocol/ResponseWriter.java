package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceInfo;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

/**
 * Writes answers in one protocol. Results are records (or maps) whose components bear the names of
 * the output shape's members, ignoring case; null is left out, and so is an empty list unless the
 * model requires it or it is one of {@link EmptyLists}. Thread-safe; prepares an operation at its
 * first answer.
 */
public sealed interface ResponseWriter
        permits QueryXmlWriter, QueryJsonWriter, AwsJsonWriter, RestXmlWriter, RestJsonWriter {

    /** Of an error, and of a success where nothing else is said. */
    String contentType();

    /** The header in which clients of the protocol look for the request's id. */
    default String requestIdHeader() {
        return "x-amzn-RequestId";
    }

    /** Status and headers of a success. */
    default ResponseHead head(OperationModel operation, @Nullable Object result) {
        return ResponseHead.ok(contentType());
    }

    /**
     * @param result null for an operation without output
     */
    default Buffer success(OperationModel operation, String requestId, @Nullable Object result) {
        return success(operation, requestId, result, TextForms.NONE);
    }

    /**
     * @param texts what writes the members that are not texts yet, such as a secret of this call
     */
    Buffer success(
            OperationModel operation, String requestId, @Nullable Object result, TextForms texts);

    /**
     * @param service null when the request was refused before its service was known
     */
    Buffer error(WireError error, String requestId, @Nullable ServiceInfo service);
}
