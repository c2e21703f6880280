package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceInfo;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * REST in JSON, as Access Analyzer and our own paths speak it: bodies as AWS JSON, statuses as HTTP
 * has them, an error's name in the header as well.
 */
public final class RestJsonWriter implements ResponseWriter {

    private static final String JSON = "application/json";
    private static final int ERROR_SIZE = 256;

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
        Utf8Writer out = new Utf8Writer(ERROR_SIZE);
        out.ascii("{\"__type\":");
        out.jsonText(error.code());
        // In small letters, unlike in the other JSON protocol (Smithy, aws.protocols#restJson1).
        out.ascii(",\"message\":");
        out.jsonText(error.message());
        AwsJsonWriter.details(out, error);
        out.write('}');
        return out.toBuffer();
    }
}
