package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceInfo;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * AWS JSON 1.1, as Organizations speaks it. The request id and, for an error, its name also travel
 * as headers ({@code x-amzn-RequestId}, {@code x-amzn-ErrorType}), which are the edge's to set.
 */
public final class AwsJsonWriter implements ResponseWriter {

    private static final int SUCCESS_SIZE = 1_024;
    private static final int ERROR_SIZE = 256;
    private static final Buffer EMPTY = Buffer.buffer("{}");

    private final Map<StructureShape, JsonContent> contents = new ConcurrentHashMap<>();

    @Override
    public String contentType() {
        return "application/x-amz-json-1.1";
    }

    @Override
    public Buffer success(
            OperationModel operation, String requestId, @Nullable Object result, TextForms texts) {
        StructureShape output = operation.output();
        if (output == null || result == null) {
            return EMPTY.copy();
        }
        JsonContent content =
                contents.computeIfAbsent(
                        output, shape -> JsonContent.of(shape, EmptyLists.writtenBy(operation)));
        Utf8Writer out = new Utf8Writer(SUCCESS_SIZE);
        content.write(out, result, texts);
        return out.toBuffer();
    }

    @Override
    public Buffer error(WireError error, String requestId, @Nullable ServiceInfo service) {
        Utf8Writer out = new Utf8Writer(ERROR_SIZE);
        out.ascii("{\"__type\":");
        out.jsonText(error.code());
        out.ascii(",\"Message\":");
        out.jsonText(error.message());
        details(out, error);
        out.write('}');
        return out.toBuffer();
    }

    static void details(Utf8Writer out, WireError error) {
        error.details()
                .forEach(
                        (name, value) -> {
                            out.write(',').jsonText(name);
                            out.write(':').jsonText(value);
                        });
    }
}
