package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceInfo;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * AWS Query in JSON, for callers that send {@code Accept: application/json}; Kubernetes'
 * authenticator reads GetCallerIdentity so (kubernetes-sigs/aws-iam-authenticator, pkg/token).
 * Timestamps are epoch seconds.
 */
public final class QueryJsonWriter implements ResponseWriter {

    private static final int SUCCESS_SIZE = 1_024;
    private static final int ERROR_SIZE = 512;
    private static final byte[] METADATA = Ascii.bytes("\"ResponseMetadata\":{\"RequestId\":");

    private final Map<OperationModel, Envelope> envelopes = new ConcurrentHashMap<>();

    private record Envelope(byte[] open, @Nullable JsonContent content) {
        static Envelope of(OperationModel operation) {
            String start = "{\"" + operation.name() + "Response\":{";
            StructureShape output = operation.output();
            if (output == null) {
                return new Envelope(Ascii.bytes(start), null);
            }
            return new Envelope(
                    Ascii.bytes(start + '"' + operation.resultWrapper() + "\":"),
                    JsonContent.of(output, EmptyLists.writtenBy(operation)));
        }
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Buffer success(
            OperationModel operation, String requestId, @Nullable Object result, TextForms texts) {
        Envelope envelope = envelopes.computeIfAbsent(operation, Envelope::of);
        Utf8Writer out = new Utf8Writer(SUCCESS_SIZE);
        out.write(envelope.open());
        JsonContent content = envelope.content();
        if (content != null) {
            content.write(out, result == null ? Map.of() : result, texts);
            out.write(',');
        }
        out.write(METADATA);
        out.jsonText(requestId);
        out.ascii("}}}");
        return out.toBuffer();
    }

    @Override
    public Buffer error(WireError error, String requestId, @Nullable ServiceInfo service) {
        Utf8Writer out = new Utf8Writer(ERROR_SIZE);
        out.ascii("{\"Error\":{\"Code\":");
        out.jsonText(error.code());
        out.ascii(",\"Message\":");
        out.jsonText(error.message());
        out.ascii(",\"Type\":");
        out.jsonText(error.fault().text());
        AwsJsonWriter.details(out, error);
        out.ascii("},\"RequestId\":");
        out.jsonText(requestId);
        out.write('}');
        return out.toBuffer();
    }
}
