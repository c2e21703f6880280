package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceInfo;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** REST in JSON, as our own paths speak it: bodies as AWS JSON, statuses as HTTP has them. */
public final class RestJsonWriter implements ResponseWriter {

    private static final String JSON = "application/json";

    private final AwsJsonWriter json = new AwsJsonWriter();

    @Override
    public String contentType() {
        return JSON;
    }

    @Override
    public ResponseHead head(OperationModel operation, @Nullable Object result) {
        int code = operation.http().responseCode();
        return new ResponseHead(code == 0 ? 200 : code, JSON, Map.of());
    }

    @Override
    public Buffer success(
            OperationModel operation, String requestId, @Nullable Object result, TextForms texts) {
        return operation.output() == null
                ? Buffer.buffer()
                : json.success(operation, requestId, result, texts);
    }

    @Override
    public Buffer error(WireError error, String requestId, @Nullable ServiceInfo service) {
        return json.error(error, requestId, service);
    }
}
