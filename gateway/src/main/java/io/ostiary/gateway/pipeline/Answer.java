package io.ostiary.gateway.pipeline;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceInfo;
import io.ostiary.gateway.protocol.ResponseHead;
import io.ostiary.gateway.protocol.ResponseWriter;
import io.ostiary.gateway.protocol.WireError;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

/** What goes out; {@code operation} is null when the request was refused before it was known. */
public sealed interface Answer {

    ResponseWriter writer();

    String requestId();

    @Nullable OperationModel operation();

    /** Does not print its body, which may hold a secret. */
    record Success(
            ResponseWriter writer,
            String requestId,
            OperationModel operation,
            ResponseHead head,
            Buffer body)
            implements Answer {
        @Override
        public String toString() {
            return "Success[" + operation + ", " + requestId + "]";
        }
    }

    /** A refusal, or an internal error. */
    record Refusal(
            ResponseWriter writer,
            String requestId,
            @Nullable OperationModel operation,
            WireError error)
            implements Answer {

        public @Nullable ServiceInfo service() {
            return operation == null ? null : operation.service();
        }
    }
}
